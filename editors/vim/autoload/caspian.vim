" One connection to caspiand: JSON-RPC 2.0, a message a line.
let s:last = 0
let s:answers = {}
" Why the connection was closed from this side.
let s:fault = ''

function! s:Error(text) abort
  echohl ErrorMsg
  echomsg 'Caspian: ' .. a:text
  echohl None
endfunction

function! s:Channel() abort
  if exists('s:channel') && ch_status(s:channel) ==# 'open'
    return s:channel
  endif
  " Starts the daemon if need be, and says where it listens.
  let words = g:caspian_command + ['--color', 'never', 'socket', '--start']
  let said = trim(system(join(map(copy(words), 'shellescape(v:val)'), ' ')))
  if v:shell_error
    throw 'Caspian: ' .. substitute(substitute(said, '^caspianctl: ', '', ''), '\n *hint: ', '; ', '')
  endif
  let s:answers = {}
  let s:fault = ''
  let s:channel = ch_open('unix:' .. said, {'mode': 'nl', 'callback': function('s:Take')})
  if ch_status(s:channel) !=# 'open'
    throw "Caspian: can't connect to the daemon; 'caspianctl doctor' looks closer"
  endif
  return s:channel
endfunction

function! s:Take(channel, line) abort
  try
    let message = json_decode(a:line)
  catch
    " The beginning of a line whose end did not come.
    if ch_status(a:channel) !=# 'open'
      return
    endif
    let s:fault = "what answers at the socket does not speak Caspian's protocol; 'caspianctl doctor' looks closer"
    return ch_close(a:channel)
  endtry
  " Without an id it is about a line that the daemon could not read, such as one that was too long: the last.
  let id = get(message, 'id', v:null) is v:null && has_key(message, 'error') ? s:last : get(message, 'id', v:null)
  if id is v:null || !has_key(s:answers, id)
    return
  endif
  let Answer = remove(s:answers, id)
  call Answer(get(message, 'result', v:null), get(message, 'error', v:null))
endfunction

" Asks, and calls Answer with the result, or with v:null and the error. Returns the id.
function! caspian#Ask(method, params, Answer) abort
  let channel = s:Channel()
  let s:last += 1
  let s:answers[s:last] = a:Answer
  let params = extend({'_meta': {'timeoutMs': g:caspian_timeout, 'stream': v:false}}, a:params)
  let request = {'jsonrpc': '2.0', 'id': s:last, 'method': a:method, 'params': params}
  try
    call ch_sendraw(channel, json_encode(request) .. "\n")
  catch /^Vim/
    " It has gone, and Vim has not seen it yet.
    call ch_close(channel)
    call ch_sendraw(s:Channel(), json_encode(request) .. "\n")
    let s:answers[s:last] = a:Answer
  endtry
  return s:last
endfunction

" Forgets a question, and tells the daemon so.
function! caspian#Cancel(id) abort
  if has_key(s:answers, a:id)
    call remove(s:answers, a:id)
    if ch_status(s:channel) !=# 'open'
      return
    endif
    let notice = {'jsonrpc': '2.0', 'method': 'notifications/cancelled', 'params': {'requestId': a:id}}
    call ch_sendraw(s:channel, json_encode(notice) .. "\n")
  endif
endfunction

" What is wrong, and what to do about it.
function! s:Said(error) abort
  let hint = get(get(a:error, 'data', {}), 'hint', '')
  return a:error.message .. (empty(hint) ? '' : '; ' .. hint)
endfunction

" Asks and waits.
function! caspian#Call(method, params) abort
  let got = {}
  let id = caspian#Ask(a:method, a:params, {result, error -> extend(got, {'result': result, 'error': error})})
  let start = reltime()
  while empty(got) && ch_status(s:channel) ==# 'open' && reltimefloat(reltime(start)) * 1000 < g:caspian_timeout
    sleep 2m
  endwhile
  if empty(got)
    call caspian#Cancel(id)
    throw ch_status(s:channel) ==# 'open'
          \ ? 'Caspian: no answer to ' .. a:method .. " in time; 'caspianctl status' shows what the daemon does"
          \ : 'Caspian: ' .. (empty(s:fault) ? 'the daemon has closed the connection; ask again' : s:fault)
  endif
  if got.error isnot v:null
    throw 'Caspian: ' .. s:Said(got.error)
  endif
  return got.result
endfunction

function! s:Entry(hit) abort
  let text = substitute(a:hit.snippet, '\_s\+', ' ', 'g')
  return {'filename': a:hit.path, 'lnum': a:hit.line, 'col': a:hit.column, 'text': text}
endfunction

" Fills the quickfix list.
function! caspian#Search(query) abort
  try
    let hits = caspian#Call('search', {'query': a:query, 'limit': 100}).hits
  catch /^Caspian:/
    return s:Error(substitute(v:exception, '^Caspian: ', '', ''))
  endtry
  call setqflist([], ' ', {'title': 'Caspian: ' .. a:query, 'items': map(copy(hits), 's:Entry(v:val)')})
  if empty(hits)
    return s:Error("nothing found for '" .. a:query .. "'")
  endif
  botright copen
endfunction

" For 'completefunc': words of the corpus.
function! caspian#Complete(findstart, base) abort
  if a:findstart
    return match(strpart(getline('.'), 0, col('.') - 1), '[^[:space:][:punct:]]*$')
  endif
  try
    let found = caspian#Call('search.complete', {'text': a:base, 'limit': 20}).completions
  catch /^Caspian:/
    return []
  endtry
  return map(found, '{"word": v:val.word, "menu": v:val.passages}')
endfunction

" Sums lines of the buffer up in some sentences, in a window of their own.
function! caspian#Summary(first, last, count) abort
  let text = join(getline(a:first, a:last), "\n")
  try
    let result = caspian#Call('summary', {'text': text, 'sentences': empty(a:count) ? 3 : str2nr(a:count)})
  catch /^Caspian:/
    return s:Error(substitute(v:exception, '^Caspian: ', '', ''))
  endtry
  botright new
  setlocal buftype=nofile bufhidden=wipe noswapfile wrap linebreak
  call setline(1, split(result.text, "\n"))
  return ''
endfunction

" A popup that searches at every key.
function! caspian#Pick(typed) abort
  let s:pick = {'typed': a:typed, 'hits': [], 'row': 0, 'asked': v:null, 'id': 0}
  let s:pick.window = popup_create('', {
        \ 'title': ' Caspian ', 'border': [], 'padding': [0, 1, 0, 1], 'mapping': 0, 'cursorline': 0,
        \ 'minwidth': &columns * 3 / 4, 'maxwidth': &columns * 3 / 4, 'maxheight': &lines * 2 / 3,
        \ 'filter': function('s:Key'), 'callback': {-> 0}})
  call s:Search()
  return s:pick.window
endfunction

function! s:Draw() abort
  let lines = ['> ' .. s:pick.typed]
  for number in range(len(s:pick.hits))
    let hit = s:pick.hits[number]
    let mark = number == s:pick.row ? '▸ ' : '  '
    let text = substitute(hit.snippet, '\_s\+', ' ', 'g')
    call add(lines, mark .. fnamemodify(hit.path, ':~:.') .. ':' .. hit.line .. '  ' .. text)
  endfor
  call popup_settext(s:pick.window, lines)
endfunction

function! s:Search() abort
  call s:Draw()
  let text = trim(s:pick.typed)
  if text ==# s:pick.asked
    return
  endif
  let s:pick.asked = text
  call caspian#Cancel(s:pick.id)
  if empty(text)
    let s:pick.hits = []
    return s:Draw()
  endif
  " The last word may be the beginning of one.
  let query = text =~# '\k$' && text !~# '["*?~:^()/]' ? text .. '*' : text
  try
    let s:pick.id = caspian#Ask('search', {'query': query, 'limit': 30, 'mode': 'fast'}, function('s:Found', [text]))
  catch /^Caspian:/
    call popup_close(s:pick.window)
    call s:Error(substitute(v:exception, '^Caspian: ', '', ''))
  endtry
endfunction

function! s:Found(text, result, error) abort
  if a:error isnot v:null
    " Such as a quote that isn't closed yet.
    let s:pick.id = caspian#Ask('search', {'query': a:text, 'limit': 30, 'mode': 'fast', 'syntax': 'plain'},
          \ {result, error -> error is v:null ? s:Show(result) : s:Error(error.message)})
    return
  endif
  call s:Show(a:result)
endfunction

function! s:Show(result) abort
  let s:pick.hits = a:result.hits
  let s:pick.row = 0
  call s:Draw()
endfunction

function! s:Key(window, key) abort
  if a:key ==# "\<Esc>" || a:key ==# "\<C-c>"
    call popup_close(a:window)
  elseif a:key ==# "\<CR>"
    call popup_close(a:window)
    if s:pick.row < len(s:pick.hits)
      let hit = s:pick.hits[s:pick.row]
      execute (&modified && !&hidden ? 'split' : 'edit') fnameescape(hit.path)
      call cursor(hit.line, hit.column)
    endif
  elseif a:key ==# "\<Down>" || a:key ==# "\<C-n>"
    let s:pick.row = min([s:pick.row + 1, max([0, len(s:pick.hits) - 1])])
    call s:Draw()
  elseif a:key ==# "\<Up>" || a:key ==# "\<C-p>"
    let s:pick.row = max([s:pick.row - 1, 0])
    call s:Draw()
  elseif a:key ==# "\<BS>" || a:key ==# "\<C-h>"
    let s:pick.typed = strcharpart(s:pick.typed, 0, strchars(s:pick.typed) - 1)
    call s:Search()
  elseif a:key ==# "\<C-u>"
    let s:pick.typed = ''
    call s:Search()
  elseif a:key =~# '^\p\+$'
    let s:pick.typed ..= a:key
    call s:Search()
  endif
  return 1
endfunction
