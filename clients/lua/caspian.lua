--- Ask caspiand, the query daemon, over its Unix socket.
--
--   local caspian = require("caspian")
--   local client = caspian.connect()
--   for _, hit in ipairs(client:call("search", { query = "coastline", limit = 3 }).hits) do
--     print(hit.path, hit.line, hit.snippet)
--   end
--   client:close()
--
-- Pure Lua 5.1 to 5.4 and LuaJIT. The socket is luasocket's, or libuv's in Neovim. Every function that fails
-- raises a table with `message`, `hint`, and `kind`, `code` and `data` where the daemon has answered with an error;
-- tostring() says all of it. The daemon is started through caspianctl when none runs.

local M = {}

--- What a daemon must answer as `protocol`.
M.protocol = 1

local Failure = {}
Failure.__index = Failure
function Failure.__tostring(self)
  return self.hint and self.hint ~= "" and self.message .. " (" .. self.hint .. ")" or self.message
end

local function fail(message, hint, more)
  local failure = more or {}
  failure.message, failure.hint = message, hint
  error(setmetatable(failure, Failure), 0)
end

-- JSON -----------------------------------------------------------------------------------------------------------------

--- Stands for null.
M.null = setmetatable({}, { __tostring = function() return "null" end })

local List = {}

--- Makes a table a list, also when it is empty.
function M.list(items) return setmetatable(items or {}, List) end

local escapes = { ['"'] = '\\"', ["\\"] = "\\\\", ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t" }

local function encode(value, depth)
  local kind = type(value)
  if value == nil or value == M.null then return "null" end
  if kind == "boolean" then return tostring(value) end
  if kind == "number" then
    if value ~= value or value == math.huge or value == -math.huge then fail("a number is not finite") end
    if value % 1 == 0 and math.abs(value) < 2 ^ 53 then return string.format("%d", value) end
    return (string.format("%.17g", value):gsub(",", "."))
  end
  if kind == "string" then
    return '"' .. value:gsub('[%c"\\]', function(c) return escapes[c] or string.format("\\u%04x", c:byte()) end) .. '"'
  end
  if kind ~= "table" then fail("a " .. kind .. " can't be sent") end
  if depth > 100 then fail("tables are too deep inside each other") end
  local parts = {}
  if getmetatable(value) == List or #value > 0 then
    for index = 1, #value do parts[index] = encode(value[index], depth + 1) end
    return "[" .. table.concat(parts, ",") .. "]"
  end
  for key, member in pairs(value) do parts[#parts + 1] = encode(tostring(key), 0) .. ":" .. encode(member, depth + 1) end
  return "{" .. table.concat(parts, ",") .. "}"
end

local function utf8_bytes(code)
  if code < 0x80 then return string.char(code) end
  if code < 0x800 then return string.char(0xC0 + math.floor(code / 64), 0x80 + code % 64) end
  if code < 0x10000 then
    return string.char(0xE0 + math.floor(code / 4096), 0x80 + math.floor(code / 64) % 64, 0x80 + code % 64)
  end
  return string.char(
    0xF0 + math.floor(code / 262144), 0x80 + math.floor(code / 4096) % 64, 0x80 + math.floor(code / 64) % 64, 0x80 + code % 64
  )
end

local plain = { b = "\b", f = "\f", n = "\n", r = "\r", t = "\t", ['"'] = '"', ["\\"] = "\\", ["/"] = "/" }

local function decode(text)
  local place = 1
  local value

  local function wrong() fail("what answers at the socket does not speak Caspian's protocol") end

  local function string_at()
    local parts = {}
    place = place + 1
    while true do
      local stop = text:find('["\\]', place) or wrong()
      parts[#parts + 1] = text:sub(place, stop - 1)
      if text:byte(stop) == 34 then
        place = stop + 1
        return table.concat(parts)
      end
      local letter = text:sub(stop + 1, stop + 1)
      place = stop + 2
      if letter == "u" then
        local code = tonumber(text:sub(place, place + 3), 16) or wrong()
        place = place + 4
        if code >= 0xD800 and code < 0xDC00 then
          local low = tonumber(text:match("^\\u(%x%x%x%x)", place) or wrong(), 16)
          code = 0x10000 + (code - 0xD800) * 1024 + (low - 0xDC00)
          place = place + 6
        end
        parts[#parts + 1] = utf8_bytes(code)
      else
        parts[#parts + 1] = plain[letter] or wrong()
      end
    end
  end

  local function skip() place = text:find("%S", place) or wrong() end

  local function several(close, into, one)
    place = place + 1
    skip()
    if text:sub(place, place) == close then
      place = place + 1
      return into
    end
    while true do
      one()
      skip()
      local sign = text:sub(place, place)
      place = place + 1
      if sign == close then return into end
      if sign ~= "," then wrong() end
      skip()
    end
  end

  function value()
    skip()
    local sign = text:sub(place, place)
    if sign == '"' then return string_at() end
    if sign == "[" then
      local items = M.list()
      return several("]", items, function() items[#items + 1] = value() end)
    end
    if sign == "{" then
      local members = {}
      return several("}", members, function()
        if text:sub(place, place) ~= '"' then wrong() end
        local key = string_at()
        skip()
        if text:sub(place, place) ~= ":" then wrong() end
        place = place + 1
        members[key] = value()
      end)
    end
    for word, meaning in pairs({ ["true"] = true, ["false"] = false, null = M.null }) do
      if text:sub(place, place + #word - 1) == word then
        place = place + #word
        return meaning
      end
    end
    local number = text:match("^-?[%d.eE+-]+", place) or wrong()
    place = place + #number
    return tonumber(number) or wrong()
  end

  return value()
end

M.encode = function(value) return encode(value, 0) end
M.decode = decode

-- Socket ---------------------------------------------------------------------------------------------------------------

local function quoted(text) return "'" .. text:gsub("'", "'\\''") .. "'" end

--- Runs caspianctl; what it says, and its exit status as text (127: it is not there).
local function run(words)
  local pipe = io.popen(quoted(os.getenv("CASPIANCTL") or "caspianctl") .. " " .. words .. " 2>&1; echo \"$?\"")
  local said = pipe and pipe:read("*a") or ""
  if pipe then pipe:close() end
  return said:match("^(.-)%s*(%d+)%s*$")
end

local function exists(path)
  local file = io.open(path)
  if file then file:close() end
  return file ~= nil
end

local function has_configuration(config)
  if config or (os.getenv("CASPIAN_CONFIG") or "") ~= "" then return true end
  local folder = os.getenv("XDG_CONFIG_HOME") or ""
  if folder:sub(1, 1) ~= "/" then folder = (os.getenv("HOME") or "") .. "/.config" end
  return exists("config/caspian.yaml") or exists(folder .. "/caspian/caspian.yaml") or exists("/etc/caspian/caspian.yaml")
end

--- Where the daemon's socket is: `explicit`, `$CASPIAN_SOCKET`, what its configuration says, or its usual place. A
--- configuration is read by caspianctl, where there is one.
function M.socket_path(explicit, config)
  local path = explicit or os.getenv("CASPIAN_SOCKET")
  if path and path ~= "" then return path end
  if has_configuration(config) then
    local text, status = run("socket" .. (config and " --config " .. quoted(config) or ""))
    if status == "0" then return text end
    if status ~= "127" then fail(text, "see 'caspianctl doctor'") end
  end
  local folder = os.getenv("XDG_RUNTIME_DIR")
  if folder and folder:sub(1, 1) == "/" then return folder .. "/caspian/caspiand.sock" end
  local pipe = io.popen("id -u")
  local user = pipe and pipe:read("*l") or "0"
  if pipe then pipe:close() end
  local exists = io.open("/run/user/" .. user .. "/.")
  if exists then
    exists:close()
    return "/run/user/" .. user .. "/caspian/caspiand.sock"
  end
  return "/tmp/caspian-" .. user .. "/caspiand.sock"
end

--- By luasocket: blocks, with a time limit.
local function open_socket(unix, path)
  local make = type(unix) == "table" and (unix.stream or unix.tcp) or unix
  local connection = make()
  connection:settimeout(10)
  local connected, reason = connection:connect(path)
  if not connected then
    connection:close()
    return nil, reason
  end
  local pending = ""
  return {
    send = function(bytes)
      connection:settimeout(nil)
      return (connection:send(bytes)) ~= nil
    end,
    line = function(seconds)
      connection:settimeout(seconds)
      local line, why, part = connection:receive("*l")
      if line then
        line, pending = pending .. line, ""
        return line
      end
      pending = pending .. (part or "")
      return nil, why
    end,
    close = function() connection:close() end,
  }
end

--- By libuv: other events go on while one waits.
local function open_pipe(loop, path)
  local pipe = loop.new_pipe(false)
  local state = { pending = "", lines = {} }
  local function wait(seconds, done) return vim.wait(math.max(0, math.floor(seconds * 1000)), done, 2) end
  pipe:connect(path, function(reason) state.connected, state.reason = not reason, reason end)
  wait(10, function() return state.connected ~= nil end)
  if not state.connected then
    pipe:close()
    return nil, state.reason or "timeout"
  end
  pipe:read_start(function(reason, data)
    if reason or not data then
      state.closed = true
      return
    end
    state.pending = state.pending .. data
    while true do
      local stop = state.pending:find("\n", 1, true)
      if not stop then break end
      table.insert(state.lines, state.pending:sub(1, stop - 1))
      state.pending = state.pending:sub(stop + 1)
    end
  end)
  return {
    send = function(bytes)
      -- Whether it was closed meanwhile shows only when events are looked at.
      wait(0, function() return state.closed end)
      return not state.closed and pipe:write(bytes) ~= nil
    end,
    line = function(seconds)
      wait(seconds, function() return #state.lines > 0 or state.closed end)
      local line = table.remove(state.lines, 1)
      return line, line == nil and (state.closed and "closed" or "timeout") or nil
    end,
    close = function() if not pipe:is_closing() then pipe:close() end end,
  }
end

local function open(path)
  if vim then return open_pipe(vim.uv or vim.loop, path) end
  -- The whole of luasocket, which lets a closed socket be an error rather than the end of the program.
  pcall(require, "socket")
  local found, unix = pcall(require, "socket.unix")
  if not found then fail("luasocket is not installed", "Debian has it as lua-socket") end
  return open_socket(unix, path)
end

local function start(path, config)
  local words = "ping --socket " .. quoted(path)
  if config then words = words .. " --config " .. quoted(config) end
  local text, status = run(words)
  if status == "127" then
    fail("no daemon runs at " .. path .. ", and caspianctl is not in PATH", "install it, or name it with $CASPIANCTL")
  end
  if status ~= "0" then
    fail(text ~= "" and text or "the daemon could not be started", "see 'caspianctl doctor'")
  end
end

-- Client ---------------------------------------------------------------------------------------------------------------

local Client = {}
Client.__index = Client

--- Makes a client. `options`: socket, config (the daemon's configuration), timeout in seconds (60), start (true).
function M.connect(options)
  options = options or {}
  local client = setmetatable({
    path = M.socket_path(options.socket, options.config),
    config = options.config,
    timeout = options.timeout or 60,
    start = options.start ~= false,
    last = 0,
    longest = 1048576,
    --- What came after `subscribe`: told(method, params).
    told = options.told or function() end,
  }, Client)
  client:open()
  return client
end

function Client:open()
  local connection, reason = open(self.path)
  if not connection then
    if not self.start then fail("no daemon runs at " .. self.path, "start one with 'caspianctl ping'") end
    start(self.path, self.config)
    connection, reason = open(self.path)
  end
  if not connection then fail("can't connect to " .. self.path .. ": " .. tostring(reason), "see 'caspianctl doctor'") end
  self.connection = connection
  local told = self:exchange("discover", {}, {})
  if told.protocol ~= M.protocol then
    self:close()
    local older = type(told.protocol) == "number" and told.protocol < M.protocol
    fail(
      "caspiand speaks protocol " .. tostring(told.protocol) .. ", this module speaks " .. M.protocol,
      "install both of one version, and run 'caspianctl shutdown'"
    )
  end
  self.longest = told.limits and told.limits.line or self.longest
end

function Client:close()
  if self.connection then self.connection.close() end
  self.connection = nil
end

--- Asks and waits. `options`: timeout in seconds, fields, progress(done, total, message), min_generation.
function Client:call(method, params, options)
  if not self.connection then self:open() end
  local known = M.methods[method]
  local well, result = pcall(self.exchange, self, method, params or {}, options or {})
  if well then return result end
  if type(result) ~= "table" or not result.is_lost then error(result, 0) end
  self:close()
  -- The daemon was restarted: what changes nothing may be asked again.
  if not (known and known.read_only) then error(result, 0) end
  self:open()
  return self:exchange(method, params or {}, options or {})
end

function Client:exchange(method, params, options)
  self.last = self.last + 1
  local id = self.last
  local seconds = options.timeout or self.timeout
  local meta = { timeoutMs = math.max(1, math.floor(seconds * 1000)), stream = false }
  if options.fields then meta.fields = M.list(options.fields) end
  if options.progress then meta.progressToken = id end
  if options.min_generation then meta.minGeneration = options.min_generation end
  local all = { _meta = meta }
  for key, member in pairs(params) do all[key] = member end
  local line = M.encode({ jsonrpc = "2.0", id = id, method = method, params = all })
  if #line > self.longest then
    fail(
      "the request has " .. #line .. " bytes, the daemon reads lines of " .. self.longest, "send less at once",
      { code = M.codes.tooLarge, kind = "tooLarge" }
    )
  end
  local sent = self.connection.send(line .. "\n")
  local stop = os.time() + math.ceil(seconds) + 1
  while true do
    local answer, reason = self.connection.line(math.max(0.01, stop - os.time()))
    if answer then
      local message = M.decode(answer)
      if message.method == "notifications/progress" then
        local told = message.params
        if options.progress and told.progressToken == id then
          options.progress(told.progress, told.total ~= M.null and told.total or nil, told.message)
        end
      elseif message.method then
        self.told(message.method, message.params)
      elseif message.id == id or message.id == M.null then
        if not message.error then return message.result end
        local data = message.error.data or {}
        fail(message.error.message, data.hint, { code = message.error.code, kind = data.kind, data = data })
      end
    elseif reason == "timeout" then
      if os.time() >= stop then
        self.connection.send(M.encode({
          jsonrpc = "2.0", method = "notifications/cancelled", params = { requestId = id },
        }) .. "\n")
        fail("no answer to '" .. method .. "' in time", "give more with { timeout = … }", { kind = "timedOut" })
      end
    else
      fail(
        "the daemon closed the connection " .. (sent and "before the answer" or "without reading the request"),
        "ask again; its log says why", { is_lost = true, kind = "connectionLost" }
      )
    end
  end
end

--- Waits for notifications, which `told` is called with, until none has come for `seconds`.
function Client:listen(seconds)
  while true do
    local line, reason = self.connection.line(seconds)
    if not line then return reason end
    local message = M.decode(line)
    if message.method then self.told(message.method, message.params) end
  end
end

-- generated: begin tables
M.methods = {
  ["config.check"] = { read_only = true, parameters = {} },
  ["config.reload"] = { read_only = false, parameters = {} },
  ["config.schema"] = { read_only = true, parameters = {} },
  ["config.show"] = { read_only = true, parameters = {} },
  ["corpus.clean"] = { read_only = true, parameters = { "file", "text", "language" } },
  ["corpus.copies"] = { read_only = true, parameters = { "text", "markup", "language", "file" } },
  ["corpus.explain"] = { read_only = true, parameters = { "document" } },
  ["corpus.list"] = { read_only = true, parameters = { "limit", "offset" } },
  ["corpus.outline"] = { read_only = true, parameters = { "text", "markup", "language" } },
  ["corpus.problems"] = { read_only = true, parameters = { "limit", "offset", "skipped" } },
  ["corpus.read"] = { read_only = true, parameters = { "document", "lines", "passage", "around", "size", "cursor" } },
  ["corpus.reload"] = { read_only = false, parameters = {} },
  ["corpus.sentences"] = { read_only = true, parameters = { "file", "text", "language", "clean" } },
  ["discover"] = { read_only = true, parameters = {} },
  ["division.bodies"] = { read_only = true, parameters = {} },
  ["division.calculate"] = { read_only = true, parameters = { "rule", "body", "of", "decimals", "islands", "lagoon" } },
  ["division.coast"] = { read_only = true, parameters = { "body", "rulers", "islandCoasts", "lagoon" } },
  ["division.compare"] = { read_only = true, parameters = { "body", "decimals", "against", "islands", "lagoon" } },
  ["division.fairness"] = { read_only = true, parameters = { "rule", "body", "estate", "claims", "game", "bargain", "ballots", "candidates", "quota", "goods", "formulas", "reference" } },
  ["division.fields"] = { read_only = true, parameters = { "body", "islands", "lagoon" } },
  ["division.line"] = { read_only = true, parameters = { "rule", "body", "vertices", "islands", "lagoon" } },
  ["division.locate"] = { read_only = true, parameters = { "lon", "lat", "body", "islands", "lagoon" } },
  ["division.map"] = { read_only = true, parameters = { "body", "rule", "as", "islands", "lagoon" } },
  ["division.sensitivity"] = { read_only = true, parameters = { "rule", "body", "islands", "lagoon" } },
  ["health"] = { read_only = true, parameters = {} },
  ["introspect"] = { read_only = true, parameters = { "method" } },
  ["log.level"] = { read_only = false, parameters = { "level" } },
  ["log.recent"] = { read_only = true, parameters = { "count", "level" } },
  ["metrics"] = { read_only = true, parameters = {} },
  ["ping"] = { read_only = true, parameters = {} },
  ["plugin.list"] = { read_only = true, parameters = {} },
  ["query"] = { read_only = true, parameters = { "question", "limit" } },
  ["search"] = { read_only = true, parameters = { "query", "limit", "offset", "document", "syntax", "explain", "filter", "sort", "cursor", "group", "passages", "duplicates", "facets", "positions", "timings", "mode" } },
  ["search.complete"] = { read_only = true, parameters = { "text", "limit" } },
  ["search.similar"] = { read_only = true, parameters = { "text", "document", "passage", "limit" } },
  ["shutdown"] = { read_only = false, parameters = {} },
  ["status"] = { read_only = true, parameters = {} },
  ["subscribe"] = { read_only = true, parameters = { "topics", "queries" } },
  ["summary"] = { read_only = true, parameters = { "document", "documents", "text", "texts", "sentences", "words", "characters", "percent", "cut", "query", "style", "order", "cursor", "known", "since", "explain" } },
  ["summary.definitions"] = { read_only = true, parameters = { "document", "documents", "text", "texts", "limit" } },
  ["summary.entities"] = { read_only = true, parameters = { "document", "documents", "text", "texts", "limit" } },
  ["summary.html"] = { read_only = true, parameters = { "document", "documents", "text", "texts", "sentences", "words", "characters", "percent", "query", "cursor", "known", "since" } },
  ["summary.numbers"] = { read_only = true, parameters = { "document", "documents", "text", "texts", "limit" } },
  ["summary.phrases"] = { read_only = true, parameters = { "document", "documents", "text", "texts", "limit" } },
  ["summary.positions"] = { read_only = true, parameters = { "document", "documents", "text", "texts", "actor", "limit" } },
  ["summary.readability"] = { read_only = true, parameters = { "document", "documents", "text", "texts" } },
  ["summary.timeline"] = { read_only = true, parameters = { "document", "documents", "text", "texts", "limit" } },
}

M.codes = {
  parseError = -32700,
  invalidRequest = -32600,
  methodNotFound = -32601,
  invalidParams = -32602,
  internalError = -32603,
  overloaded = 1001,
  deadlineExceeded = 1002,
  cancelled = 1003,
  tooLarge = 1004,
  starting = 1005,
  shuttingDown = 1006,
  pluginUnavailable = 1007,
  pluginCrashed = 1008,
  pluginTimeout = 1009,
  notFound = 1010,
  permissionDenied = 1011,
  configInvalid = 1012,
  quotaExceeded = 1013,
  unsupportedVersion = 1014,
  slowConsumer = 1015,
  duplicateId = 1016,
  generationGone = 1017,
  pluginProtocol = 1018,
}
-- generated: end tables

return M
