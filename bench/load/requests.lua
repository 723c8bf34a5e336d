-- One request for each line of the file in WRK_TOKENS, picked at random, or in order where WRK_ORDER is "once".
-- Prepared before the clock starts: what is measured is the server.
local requests = {}
local status = {}
local at = 0

function init()
  local once = os.getenv("WRK_ORDER") == "once"
  local first = tonumber(os.getenv("WRK_FIRST") or "0")
  local method = os.getenv("WRK_METHOD") or "GET"
  local header = os.getenv("WRK_HEADER") or "authorization"
  local prefix = os.getenv("WRK_PREFIX") or "Bearer "
  local body = os.getenv("WRK_BODY")
  local headers = {}
  if body then headers["content-type"] = "application/json" end
  for token in io.lines(os.getenv("WRK_TOKENS")) do
    headers[header] = prefix .. token
    requests[#requests + 1] = wrk.format(method, nil, headers, body and body:gsub("%%TOKEN%%", token))
  end
  math.randomseed(os.time())
  at = first
  if once then
    request = function()
      at = at + 1
      return requests[(at - 1) % #requests + 1]
    end
  else
    request = function() return requests[math.random(#requests)] end
  end
end

function done(summary, latency)
  io.write(string.format(
    "RESULT {\"requests\":%d,\"microseconds\":%d,\"refused\":%d,\"broken\":%d,\"p50\":%d,\"p99\":%d}\n",
    summary.requests, summary.duration, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    latency:percentile(50), latency:percentile(99)))
end
