-- Caspian in Neovim (0.7 or later): the language server, search into the quickfix list, and a picker that searches at
-- every key. See docs/editors/neovim.md.
local M = {}

M.options = {
  command = { 'caspianctl' }, -- and whatever stands before a verb, such as --config
  filetypes = { 'text', 'markdown', 'org', 'rst', 'asciidoc', 'asciidoctor', 'tex', 'plaintex', 'yaml' },
  on_attach = nil, -- called as Neovim's own, with client and buffer
}

local client_id

local function with(command, ...)
  return vim.list_extend(vim.deepcopy(command), { ... })
end

local function message(text)
  vim.notify('Caspian: ' .. text, vim.log.levels.ERROR)
end

-- window/showDocument is answered by Neovim itself from 0.9 on.
local function show_document(_, params, context)
  local client = vim.lsp.get_client_by_id(context.client_id)
  if params.external then
    local opener = vim.fn.has('mac') == 1 and 'open' or 'xdg-open'
    if vim.fn.executable(opener) == 0 then
      message('there is no ' .. opener .. ' to show ' .. params.uri)
      return { success = false }
    end
    vim.fn.jobstart({ opener, params.uri }, { detach = true })
    return { success = true }
  end
  if params.selection then
    vim.lsp.util.jump_to_location({ uri = params.uri, range = params.selection }, client.offset_encoding)
  else
    vim.cmd('split ' .. vim.fn.fnameescape(vim.uri_to_fname(params.uri)))
  end
  return { success = true }
end

local function attach(buffer)
  -- A YAML file that is no configuration of Caspian's is none of its business.
  local name = vim.fs and vim.fs.basename(vim.api.nvim_buf_get_name(buffer))
    or vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ':t')
  if vim.bo[buffer].filetype == 'yaml' and not name:match('^caspian%.') then
    return
  end
  if vim.bo[buffer].buftype ~= '' then
    return
  end
  local config = { name = 'caspian', cmd = with(M.options.command, 'lsp'), on_attach = M.options.on_attach }
  if vim.fn.has('nvim-0.9') == 0 then
    config.capabilities = vim.lsp.protocol.make_client_capabilities()
    config.capabilities.window =
      vim.tbl_extend('force', config.capabilities.window or {}, { showDocument = { support = true } })
    config.handlers = { ['window/showDocument'] = show_document }
  end
  if vim.lsp.start then
    client_id = vim.lsp.start(config, {
      bufnr = buffer,
      reuse_client = function(client)
        return client.name == config.name
      end,
    })
    return
  end
  local client = client_id and vim.lsp.get_client_by_id(client_id)
  if not client or client.is_stopped() then
    client_id = vim.lsp.start_client(config)
  end
  if client_id then
    vim.lsp.buf_attach_client(buffer, client_id)
  end
end

--- Runs a search and fills the quickfix list.
function M.search(query)
  local command = with(M.options.command, 'search', '--format', 'vimgrep', '--', query)
  local lines = vim.fn.systemlist(command)
  -- 1 says that nothing was found.
  if vim.v.shell_error > 1 then
    return message(table.concat(lines, '\n'))
  end
  if vim.v.shell_error == 1 then
    lines = {}
  end
  vim.fn.setqflist({}, ' ', { title = 'Caspian: ' .. query, lines = lines, efm = '%f:%l:%c:%m' })
  if #lines == 0 then
    return message("nothing found for '" .. query .. "'")
  end
  vim.cmd('botright copen')
end

--- Runs a method of the daemon on the buffer, or on the lines that are given; the server shows what it answers.
function M.run(method, first, last)
  local client = client_id and vim.lsp.get_client_by_id(client_id)
  if not client then
    return message('no language server runs; open a text first')
  end
  local argument = { uri = vim.uri_from_bufnr(0) }
  if first then
    argument.range = { start = { line = first - 1, character = 0 }, ['end'] = { line = last, character = 0 } }
  end
  local params = { command = 'caspian.' .. method, arguments = { argument } }
  -- From 0.11 on the functions of a client are its methods. What is answered is shown by the server itself.
  if vim.fn.has('nvim-0.11') == 1 then
    client:request('workspace/executeCommand', params, function() end)
  else
    client.request('workspace/executeCommand', params, function() end)
  end
end

--- Sets up everything; see M.options.
function M.setup(options)
  M.options = vim.tbl_extend('force', M.options, options or {})
  local group = vim.api.nvim_create_augroup('caspian', {})
  vim.api.nvim_create_autocmd('FileType', {
    group = group,
    pattern = M.options.filetypes,
    callback = function(event)
      attach(event.buf)
    end,
  })
  vim.api.nvim_create_user_command('Caspian', function(call)
    M.search(call.args)
  end, { nargs = '+', desc = 'Search the corpus into the quickfix list' })
  vim.api.nvim_create_user_command('CaspianPick', function(call)
    require('caspian.picker').open(call.args)
  end, { nargs = '*', desc = 'Search the corpus at every key' })
  vim.api.nvim_create_user_command('CaspianRun', function(call)
    local has_range = call.range > 0
    M.run(call.args, has_range and call.line1 or nil, has_range and call.line2 or nil)
  end, { nargs = 1, range = true, desc = 'Run a method, such as summary, on the buffer or a range' })
end

return M
