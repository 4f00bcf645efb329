" Drives Vim without a terminal, as its user would, and writes down what came of it.
let s:result = {}

function! s:Wait(what, Condition) abort
  for _ in range(2000)
    if a:Condition()
      return
    endif
    sleep 10m
  endfor
  throw a:what
endfunction

function! s:Run() abort
  Caspian "joint exploitation"
  let entry = getqflist()[0]
  let s:result.quickfix = [bufname(entry.bufnr), entry.lnum, entry.col, len(getqflist())]
  cclose

  " Completion of a word.
  enew
  setlocal completefunc=caspian#Complete
  call setline(1, 'the coastl')
  execute "normal! A\<C-x>\<C-u>\<C-y>"
  let s:result.completed = getline(1)
  call setline(1, ['The sea is large. The sea is salt. It rains. The sea is wide and full of salt.'])
  CaspianSummary 1
  let s:result.summary = getline(1)
  bwipeout!

  " The popup: keys go to its filter.
  let window = caspian#Pick('joint exploi')
  let Lines = {-> getbufline(winbufnr(window), 1, '$')}
  call s:Wait('hits', {-> len(Lines()) > 1})
  let s:result.picked = Lines()[1]
  for key in ["\<C-u>"] + split('coastline', '\zs')
    call feedkeys(key, 'xt')
  endfor
  call s:Wait('other hits', {-> len(Lines()) > 1 && Lines()[1] =~# 'coastline'})
  call feedkeys("\<CR>", 'xt')
  let s:result.jumped = [expand('%:t'), line('.'), col('.')]

  " What goes wrong is said, and nothing hangs.
  try
    call caspian#Call('search', {'query': 1})
  catch /^Caspian:/
    let s:result.failure = v:exception
  endtry
endfunction

execute 'set runtimepath^=' .. $REPOSITORY .. '/editors/vim'
let g:caspian_command = [$CASPIANCTL]
runtime plugin/caspian.vim
try
  call s:Run()
catch
  let s:result.error = v:exception .. ' at ' .. v:throwpoint
endtry
call writefile([json_encode(s:result)], $RESULT)
qall!
