import Glibc
import JSON
import TestSupport
import Testing

/// What goes wrong between a daemon and those who ask it over the socket by themselves: clients in other languages, and
/// editors. Each ends in a message that says what to do, and none waits longer than it was told to.
@Suite("Clients and editors: faults")
struct FaultTests {
    /// How a daemon does wrong, and a part of what is said then.
    private static let faults = [
        ("older", "older", "caspianctl shutdown"), ("newer", "newer", "caspianctl shutdown"),
        ("mute", "no answer", ""), ("half", "closed the connection", ""), ("closes", "closed the connection", ""),
        ("stranger", "speak", "protocol"), ("absent", "no daemon runs at", ""),
    ]

    /// Who asks.
    enum Asker: String, CaseIterable {
        case lua, elisp, vim, neovim, emacs

        /// Asks something and prints what it is told instead of an answer, after the time that it may take: a second.
        var code: String {
            switch self {
            case .lua:
                """
                local caspian = require("caspian")
                local _, failure = pcall(function()
                  return caspian.connect({ start = false, timeout = 1 }):call("shutdown")
                end)
                print(failure)
                """
            case .elisp:
                """
                (require 'caspian-client)
                (setq caspian-client-program nil caspian-client-timeout 1)
                (condition-case failure (caspian-client-shutdown)
                  (caspian-client-error (princ (cadr failure))))
                """
            case .vim:
                """
                execute 'set runtimepath^=' .. $REPOSITORY .. '/editors/vim'
                let g:caspian_command = ['caspianctl', '--no-spawn', '--timeout', '1s']
                let g:caspian_timeout = 1000
                runtime plugin/caspian.vim
                try
                  call caspian#Call('search', {'query': 'sea'})
                catch
                  call writefile([v:exception], $FOLDER .. '/said')
                endtry
                qall!
                """
            case .neovim:
                """
                vim.opt.runtimepath:prepend(os.getenv('REPOSITORY') .. '/editors/nvim')
                local said
                vim.notify = function(text) said = said or text end
                require('caspian').setup({ command = { 'caspianctl', '--no-spawn', '--timeout', '1s' } })
                vim.cmd('CaspianPick sea')
                vim.wait(3000, function() return said end, 10)
                local file = io.open(os.getenv('FOLDER') .. '/said', 'w')
                file:write(said or 'no answer; the window is still open')
                file:close()
                vim.cmd('qall!')
                """
            case .emacs:
                """
                (add-to-list 'load-path (expand-file-name "editors/emacs" (getenv "REPOSITORY")))
                (require 'caspian)
                (setq caspian-command '("caspianctl" "--no-spawn" "--timeout" "1s") caspian-timeout 1)
                (condition-case failure (caspian-call "search" '((query . "sea")))
                  (user-error (princ (error-message-string failure))))
                """
            }
        }

        func command(_ file: String) -> [String] {
            switch self {
            case .lua: ["lua5.4", file]
            case .vim: ["vim", "-N", "-u", "NONE", "-i", "NONE", "-n", "-es", "-S", file]
            case .neovim: ["nvim", "--headless", "--clean", "-c", "luafile \(file)"]
            case .elisp, .emacs: ["emacs", "-Q", "--batch", "-L", Programs.root + "/clients/emacs", "-l", file]
            }
        }
    }

    /// What a script prints or writes down, and what it complains of.
    private func run(
        _ asker: Asker,
        _ code: String,
        at socket: String,
        in folder: TestFolder,
        environment: [String: String] = [:]
    ) throws -> (text: String, errors: String) {
        let path = Programs.client.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let ended = try RunningProgram(
            asker.command(try folder.write("script", code)),
            in: folder,
            name: "asker",
            environment: [
                "REPOSITORY": Programs.root, "FOLDER": folder.path, "HOME": folder.path, "CASPIAN_SOCKET": socket,
                "PATH": path.joined(separator: "/") + ":" + (Programs.environment([:])["PATH"] ?? "/usr/bin:/bin"),
                "LUA_PATH": Programs.root + "/clients/lua/?.lua;;",
            ].merging(environment) { $1 }
        ).wait(seconds: 60)
        let written = String(decoding: TemporaryFolder.bytes(of: folder.path + "/said"), as: UTF8.self)
        return (ended.output + written, ended.errors)
    }

    @Test("end in a message", arguments: Asker.allCases, faults)
    func fault(asker: Asker, fault: (how: String, says: String, does: String)) throws {
        let folder = try TestFolder()
        let socket = folder.path + "/s"
        let daemon = fault.how == "absent" ? nil : try RunningProgram.faultyDaemon(fault.how, at: socket, in: folder)
        let (said, errors) = try run(asker, asker.code, at: socket, in: folder)
        // The clients say 'speaks protocol 0' where the editors' own say 'older'.
        let isOther = fault.says == "older" || fault.says == "newer"
        #expect(said.contains(fault.says) || isOther && said.contains("speaks protocol"), "\(said)\(errors)")
        #expect(said.contains(fault.does), "\(said)\(errors)")
        daemon?.signal(SIGKILL)
    }

    @Test(
        "a text of more than the mebibyte that the daemon takes is told of, and the next one is summed up",
        arguments: [
            (
                Asker.vim,
                """
                execute 'set runtimepath^=' .. $REPOSITORY .. '/editors/vim'
                runtime plugin/caspian.vim
                let said = []
                for text in [repeat('The sea is salt. ', 100000), 'The sea is salt.']
                  try
                    call add(said, caspian#Call('summary', {'text': text, 'sentences': 1}).text)
                  catch
                    call add(said, v:exception)
                  endtry
                endfor
                call writefile(said, $FOLDER .. '/said')
                qall!
                """
            ),
            (
                Asker.emacs,
                """
                (add-to-list 'load-path (expand-file-name "editors/emacs" (getenv "REPOSITORY")))
                (require 'caspian)
                (dolist (count '(100000 1))
                  (condition-case failure
                      (with-temp-buffer
                        (dotimes (_ count) (insert "The sea is salt. "))
                        (caspian-summary 1)
                        (with-current-buffer "*caspian*" (princ (buffer-string))))
                    (user-error (princ (error-message-string failure)) (terpri))))
                """
            ),
            (
                Asker.lua,
                """
                local client = require("caspian").connect({ start = false })
                for _, count in ipairs({ 100000, 1 }) do
                  local well, said = pcall(client.call, client, "summary", { text = ("The sea is salt. "):rep(count) })
                  print(well and said.text or said)
                end
                """
            ),
            (
                Asker.elisp,
                """
                (require 'caspian-client)
                (dolist (count '(100000 1))
                  (condition-case failure
                      (let ((text (apply #'concat (make-list count "The sea is salt. "))))
                        (princ (plist-get (caspian-client-summary :text text) :text)))
                    (caspian-client-error (princ (cadr failure)) (terpri))))
                """
            ),
        ]
    )
    func longText(asker: Asker, code: String) throws {
        let daemon = try RunningDaemon(RunningDaemon.configuration(plugins: "summary: {}"))
        let said = try run(asker, code, at: daemon.socket, in: daemon.folder)
        let lines = said.text.split(separator: "\n")
        #expect(
            lines.first?.contains(asker == .lua || asker == .elisp ? "the request has" : "1048576 bytes") == true,
            "\(said)"
        )
        #expect(lines.last == "The sea is salt.", "\(said)")
    }

    // Emacs in batch mode died of writing to a connection whose end it had not seen yet. Until its end a daemon answers who
    // is connected, so the scripts wait for its lock.
    @Test(
        "a daemon that was stopped between two questions is started again by the second",
        arguments: [
            (
                Asker.vim,
                """
                execute 'set runtimepath^=' .. $REPOSITORY .. '/editors/vim'
                runtime plugin/caspian.vim
                let said = [caspian#Call('search', {'query': 'coastline'}).total]
                call system('caspianctl shutdown; flock $CASPIAN_SOCKET.lock true')
                call add(said, caspian#Call('search', {'query': 'coastline'}).total)
                call writefile(map(said, 'string(v:val)'), $FOLDER .. '/said')
                qall!
                """
            ),
            (
                Asker.emacs,
                """
                (add-to-list 'load-path (expand-file-name "editors/emacs" (getenv "REPOSITORY")))
                (require 'caspian)
                (print (alist-get 'total (caspian-call "search" '((query . "coastline")))))
                (call-process "sh" nil nil nil "-c" "caspianctl shutdown; flock $CASPIAN_SOCKET.lock true")
                (print (alist-get 'total (caspian-call "search" '((query . "coastline")))))
                """
            ),
            (
                Asker.lua,
                """
                local client = require("caspian").connect()
                print(client:call("search", { query = "coastline" }).total)
                os.execute("caspianctl shutdown; flock $CASPIAN_SOCKET.lock true")
                print(client:call("search", { query = "coastline" }).total)
                """
            ),
            (
                Asker.elisp,
                """
                (require 'caspian-client)
                (print (plist-get (caspian-client-search :query "coastline") :total))
                (call-process "sh" nil nil nil "-c" "caspianctl shutdown; flock $CASPIAN_SOCKET.lock true")
                (print (plist-get (caspian-client-search :query "coastline") :total))
                """
            ),
        ]
    )
    func restart(asker: Asker, code: String) throws {
        let folder = try TestFolder()
        let file = try folder.write("caspian.yaml", RunningDaemon.configuration())
        let environment = ["CASPIAN_CONFIG": file, "CASPIAND": Programs.daemon]
        let socket = folder.path + "/s"
        let said = try run(asker, code, at: socket, in: folder, environment: environment)
        #expect(said.text.split(whereSeparator: \.isWhitespace) == ["1", "1"], "\(said)")
        let daemon = try Client(socket)
        _ = try daemon.result("shutdown")
    }
}
