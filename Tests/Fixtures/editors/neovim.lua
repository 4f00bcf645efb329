-- Drives Neovim without a terminal, as its user would, and writes down what came of it.
local result = {}
local root = os.getenv('REPOSITORY')
vim.opt.runtimepath:prepend(root .. '/editors/nvim')
local caspian = require('caspian')
local attached
caspian.setup({ command = { os.getenv('CASPIANCTL') }, on_attach = function(client)
  attached = client
end })

local function wait(what, condition)
  if not vim.wait(20000, condition, 10) then
    result.failed = what
    error(what)
  end
end

local function ask(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, 20000)
  for _, answer in pairs(answers or {}) do
    return answer.result
  end
end

local function run()
  vim.cmd('filetype on')
  -- Quickfix.
  vim.cmd('Caspian "joint exploitation"')
  local list = vim.fn.getqflist()
  result.quickfix = { file = vim.fn.bufname(list[1].bufnr), line = list[1].lnum, column = list[1].col, count = #list }
  vim.cmd('cclose')

  -- The language server, on text that nobody has saved.
  vim.cmd('edit ' .. os.getenv('FOLDER') .. '/note.md')
  vim.api.nvim_buf_set_lines(0, 0, -1, false, { '# Note', '', 'Baku has a coa', '12 nautical miles' })
  wait('attached', function()
    return attached and attached.initialized
  end)
  local document = { textDocument = vim.lsp.util.make_text_document_params() }
  result.symbols = ask('textDocument/documentSymbol', document)[1].name
  local place = vim.tbl_extend('error', document, { position = { line = 2, character = 1 } })
  result.hover = ask('textDocument/hover', place).contents.value
  place.position = { line = 2, character = 14 }
  result.completion = ask('textDocument/completion', place).items[1].label
  place.position = { line = 2, character = 1 }
  vim.api.nvim_win_set_cursor(0, { 3, 1 })
  vim.lsp.buf.definition()
  wait('definition', function()
    return vim.fn.expand('%:t') == 'mehr-caspian-legal-regime.txt'
  end)
  result.definition = vim.api.nvim_win_get_cursor(0)

  -- A method, whose answer opens beside the text.
  vim.cmd('buffer note.md')
  caspian.run('summary')
  wait('showDocument', function()
    return vim.fn.expand('%:t') == 'summary.txt'
  end)
  result.shown = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
  vim.cmd('only')

  -- The picker.
  vim.cmd('CaspianPick joint exploi')
  local buffer = vim.api.nvim_get_current_buf()
  wait('hits', function()
    return vim.api.nvim_buf_line_count(buffer) > 1 and vim.api.nvim_buf_get_lines(buffer, 1, 2, false)[1] ~= ''
  end)
  result.picked = vim.api.nvim_buf_get_lines(buffer, 1, 2, false)[1]
  vim.api.nvim_buf_set_lines(buffer, 0, 1, false, { 'coastline' })
  vim.api.nvim_exec_autocmds('TextChanged', { buffer = buffer })
  wait('other hits', function()
    return (vim.api.nvim_buf_get_lines(buffer, 1, 2, false)[1] or ''):match('coastline')
  end)
  vim.cmd('stopinsert')
  vim.api.nvim_feedkeys(vim.api.nvim_replace_termcodes('<CR>', true, false, true), 'x', false)
  result.jumped = { vim.fn.expand('%:t'), vim.api.nvim_win_get_cursor(0)[2] }
end

local ok, reason = pcall(run)
if not ok then
  result.error = tostring(reason)
end
result.messages = vim.api.nvim_exec('messages', true)
local file = io.open(os.getenv('RESULT'), 'w')
file:write(vim.json.encode(result))
file:close()
vim.cmd('qall!')
