-- A window that searches at every key: what is typed in its first line is asked, and the hits stand below it.
local M = {}

local socket = require('caspian.socket')

local function message(text)
  vim.notify('Caspian: ' .. text, vim.log.levels.ERROR)
end

-- The last word may be the beginning of one.
local function query(typed)
  return typed:match('[%w\128-\255]$') and not typed:match('["*?~:^()/]') and typed .. '*' or typed
end

local function open_hit(hit)
  vim.cmd('edit ' .. vim.fn.fnameescape(hit.path))
  local line = math.min(hit.line, vim.api.nvim_buf_line_count(0))
  local length = #(vim.api.nvim_buf_get_lines(0, line - 1, line, false)[1] or '')
  vim.api.nvim_win_set_cursor(0, { line, math.min(hit.column - 1, length) })
end

--- Opens the window, with `typed` in its first line.
function M.open(typed)
  local path, reason = socket.path(require('caspian').options.command)
  if not path then
    return message(reason)
  end
  local origin = vim.api.nvim_get_current_win()
  local buffer = vim.api.nvim_create_buf(false, true)
  vim.bo[buffer].bufhidden = 'wipe'
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, { typed or '' })
  local window = vim.api.nvim_open_win(buffer, true, {
    relative = 'editor',
    width = math.max(20, math.floor(vim.o.columns * 0.8)),
    height = math.max(5, math.floor(vim.o.lines * 0.6)),
    row = math.floor(vim.o.lines * 0.15),
    col = math.floor(vim.o.columns * 0.1),
    style = 'minimal',
    border = 'rounded',
  })
  local hits, asked, under_way, connection = {}, nil, nil, nil

  local function show(result)
    if not vim.api.nvim_buf_is_valid(buffer) then
      return
    end
    hits = result.hits or {}
    local lines = {}
    for _, hit in ipairs(hits) do
      local name = vim.fn.fnamemodify(hit.path, ':~:.')
      table.insert(lines, ('%s:%d  %s'):format(name, hit.line, (hit.snippet:gsub('%s+', ' '))))
    end
    vim.api.nvim_buf_set_lines(buffer, 1, -1, false, lines)
  end

  local function search()
    if not connection or not vim.api.nvim_buf_is_valid(buffer) then
      return
    end
    local text = vim.trim(vim.api.nvim_buf_get_lines(buffer, 0, 1, false)[1] or '')
    if text == asked then
      return
    end
    asked = text
    if under_way then
      connection.cancel(under_way)
    end
    if text == '' then
      return show({})
    end
    local function ask(parameters)
      parameters.limit, parameters.mode = 50, 'fast'
      under_way = connection.ask('search', parameters, function(result, failure)
        if result then
          show(result)
        elseif parameters.syntax then
          message(failure.message)
        else
          ask({ query = text, syntax = 'plain' }) -- such as a quote that isn't closed yet
        end
      end)
    end
    ask({ query = query(text) })
  end

  local function choose()
    local row = vim.api.nvim_win_get_cursor(window)[1]
    local hit = hits[math.max(1, row - 1)]
    vim.cmd('stopinsert')
    vim.api.nvim_win_close(window, true)
    if hit then
      vim.api.nvim_set_current_win(origin)
      open_hit(hit)
    end
  end

  local function map(mode, key, action)
    vim.keymap.set(mode, key, action, { buffer = buffer, nowait = true })
  end
  map({ 'n', 'i' }, '<CR>', choose)
  map('n', '<Esc>', '<Cmd>close<CR>')
  map('n', 'q', '<Cmd>close<CR>')
  map('i', '<C-n>', '<Esc>j')
  map('i', '<Down>', '<Esc>j')
  vim.api.nvim_create_autocmd({ 'TextChanged', 'TextChangedI' }, { buffer = buffer, callback = search })
  vim.api.nvim_create_autocmd('BufWipeout', {
    buffer = buffer,
    callback = function()
      if connection then
        connection.close()
      end
    end,
  })
  socket.connect(path, function(opened)
    connection = opened
    search()
  end, function(fault)
    connection = nil
    if vim.api.nvim_buf_is_valid(buffer) then
      message(fault .. '; close the window and open it again')
    end
  end)
  vim.cmd('startinsert!')
end

return M
