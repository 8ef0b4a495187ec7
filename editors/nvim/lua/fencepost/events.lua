-- Where the events of an execution stand in its text rendering.
--
-- A cell of the table begins with an event's line and id, "16 a WRITE_ONCE(…)",
-- and the lines below it up to the next cell belong to the same event. Columns
-- start where the dashes of the line below the threads' names start.
local M = {}

-- byte returns the byte offset of the given character, both from 0 on; the length
-- of the line behind its end.
local function byte(line, char)
  local at = vim.fn.byteidx(line, char)
  return at >= 0 and at or #line
end

-- columns returns the offsets (from 0 on) at which the columns of the table
-- begin, given the line of dashes; nil if it is none.
local function columns(line)
  if not line:match('^[%s|%-]+$') or not line:match('%-%-%-') then
    return nil
  end
  local starts, at = {}, 1
  while true do
    local from, to = line:find('%-+', at)
    if not from then
      return starts
    end
    table.insert(starts, from - 1)
    at = to + 1
  end
end

-- index returns for each line (from 1 on) of the rendering a list of cells
-- { from, to, event } with byte offsets from 0 on, `to` exclusive.
function M.index(lines, events)
  local by_id = {}
  for _, event in ipairs(events) do
    by_id[event.id] = event
  end
  local index, starts, above = {}, nil, {}
  for n, line in ipairs(lines) do
    index[n] = {}
    local found = columns(line)
    if found then
      starts, above = found, {}
    elseif not line:find('%S') then
      starts = nil
    elseif starts then
      for c, char in ipairs(starts) do
        local from, to = byte(line, char), starts[c + 1] and byte(line, starts[c + 1]) or #line
        local number, id = line:sub(from + 1, to):match('^%s*(%d+)%s+(%a+)%s')
        local event = id and by_id[id]
        if event and tonumber(number) == event.line then
          above[c] = event
        end
        if above[c] then
          table.insert(index[n], { from = from, to = starts[c + 1] and to or math.huge, event = above[c] })
        end
      end
    end
  end
  return index
end

-- at returns the event at a place of the rendering: line from 1 on, byte column
-- from 0 on; nil if there is none.
function M.at(index, line, column)
  for _, cell in ipairs(index[line] or {}) do
    if column >= cell.from and column < cell.to then
      return cell.event
    end
  end
  -- In front of the first column, or in a line of one cell, there is no doubt.
  local cells = index[line] or {}
  if #cells == 1 or (cells[1] and column < cells[1].from) then
    return cells[1].event
  end
  return nil
end

return M
