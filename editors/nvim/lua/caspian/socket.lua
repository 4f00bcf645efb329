-- One connection to caspiand: JSON-RPC 2.0, a message a line.
local M = {}

local uv = vim.uv or vim.loop

--- Where the daemon listens, which is started if need be; or nil, and why there is none.
function M.path(command)
  local words = vim.list_extend(vim.deepcopy(command), { '--color', 'never', 'socket', '--start' })
  local said = vim.trim(vim.fn.system(words))
  if vim.v.shell_error ~= 0 then
    return nil, (said:gsub('^caspianctl: ', ''):gsub('\n *hint: ', '; '))
  end
  return said
end

--- Opens a connection; `on_close` is called when the daemon closes it.
function M.connect(path, on_open, on_close)
  local connection = { waiting = {}, last = 0 }
  local pipe = uv.new_pipe(false)
  local pending = ''

  local function close(reason)
    if not pipe:is_closing() then
      pipe:close()
      vim.schedule(function()
        on_close(reason)
      end)
    end
  end

  local function take(line)
    local ok, message = pcall(vim.json.decode, line)
    if not ok then
      return close("what answers at the socket does not speak Caspian's protocol ('caspianctl doctor' looks closer)")
    end
    -- Without an id it is about a line that the daemon could not read: the last.
    local id = message.error and message.id == vim.NIL and connection.last or message.id
    local answer = connection.waiting[id]
    if answer then
      connection.waiting[id] = nil
      answer(message.result, message.error)
    end
  end

  --- Asks; `answer` gets the result, or nil and the error.
  function connection.ask(method, params, answer)
    connection.last = connection.last + 1
    connection.waiting[connection.last] = vim.schedule_wrap(answer)
    local request = { jsonrpc = '2.0', id = connection.last, method = method, params = params }
    pipe:write(vim.json.encode(request) .. '\n')
    return connection.last
  end

  --- Forgets a question, and tells the daemon so.
  function connection.cancel(id)
    if connection.waiting[id] then
      connection.waiting[id] = nil
      local params = { requestId = id }
      pipe:write(vim.json.encode({ jsonrpc = '2.0', method = 'notifications/cancelled', params = params }) .. '\n')
    end
  end

  function connection.close()
    if not pipe:is_closing() then
      pipe:close()
    end
  end

  pipe:connect(path, function(failure)
    if failure then
      return close(failure)
    end
    pipe:read_start(function(fault, bytes)
      if fault or not bytes then
        return close(fault or 'caspiand has closed the connection')
      end
      pending = pending .. bytes
      local start = 1
      while true do
        local stop = pending:find('\n', start, true)
        if not stop then
          break
        end
        take(pending:sub(start, stop - 1))
        start = stop + 1
      end
      pending = pending:sub(start)
    end)
    vim.schedule(function()
      on_open(connection)
    end)
  end)
  return connection
end

return M
