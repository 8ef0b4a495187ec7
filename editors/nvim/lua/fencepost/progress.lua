-- Work that the server reports with $/progress, and how to stop it.
local compat = require('fencepost.compat')

local M = {}

-- active holds, by client, { token, title, message, percentage } in the order in
-- which the work began.
local active = {}

-- take follows one $/progress notification.
function M.take(params, client_id)
  local value = params.value
  if type(value) ~= 'table' or not value.kind then
    return
  end
  local list = active[client_id] or {}
  active[client_id] = list
  if value.kind == 'begin' then
    table.insert(list, { token = params.token, title = value.title or '', message = value.message, percentage = value.percentage })
    return
  end
  for i, work in ipairs(list) do
    if work.token == params.token then
      if value.kind == 'end' then
        table.remove(list, i)
      else
        work.message = value.message or work.message
        work.percentage = value.percentage or work.percentage
      end
      return
    end
  end
end

function M.forget(client_id)
  active[client_id] = nil
end

-- text returns one line about the latest work of a client, or nil.
function M.text(client_id)
  local list = active[client_id] or {}
  local work = list[#list]
  if not work then
    return nil
  end
  local parts = { work.title }
  if type(work.message) == 'string' and work.message ~= '' then
    table.insert(parts, work.message)
  end
  if type(work.percentage) == 'number' then
    table.insert(parts, ('%d%%'):format(work.percentage))
  end
  return table.concat(parts, ' ')
end

-- cancel asks the servers to stop all work that they reported. Neovim keeps the
-- answer to a cancelled request to itself, so that it was stopped is told here.
function M.cancel()
  local stopped = {}
  for _, client in ipairs(compat.clients('fencepost')) do
    for _, work in ipairs(active[client.id] or {}) do
      compat.notify(client, 'window/workDoneProgress/cancel', { token = work.token })
      table.insert(stopped, work.title)
    end
  end
  if #stopped == 0 then
    require('fencepost').tell('nothing is under way')
  else
    require('fencepost').tell('stopped: ' .. table.concat(stopped, ', '))
  end
end

return M
