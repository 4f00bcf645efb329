import Glibc
import JSON
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

    @Test("end in a message", arguments: Asker.allCases, faults)
    func fault(asker: Asker, fault: (how: String, says: String, does: String)) throws {
        let folder = try TestFolder()
        let socket = folder.path + "/s"
        let daemon = fault.how == "absent" ? nil : try RunningProgram.faultyDaemon(fault.how, at: socket, in: folder)
        let file = try folder.write("script", asker.code)
        let path = Programs.client.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let ended = try RunningProgram(
            asker.command(file),
            in: folder,
            name: "asker",
            environment: [
                "REPOSITORY": Programs.root, "FOLDER": folder.path, "HOME": folder.path, "CASPIAN_SOCKET": socket,
                "PATH": path.joined(separator: "/") + ":" + (Programs.environment([:])["PATH"] ?? "/usr/bin:/bin"),
                "LUA_PATH": Programs.root + "/clients/lua/?.lua;;",
            ]
        ).wait(seconds: 60)
        let said = ended.output + String(decoding: TestFolder.read(folder.path + "/said"), as: UTF8.self)
        // The clients say 'speaks protocol 0' where the editors' own say 'older'.
        let isOther = fault.says == "older" || fault.says == "newer"
        #expect(said.contains(fault.says) || isOther && said.contains("speaks protocol"), "\(said)\(ended.errors)")
        #expect(said.contains(fault.does), "\(said)\(ended.errors)")
        daemon?.signal(SIGKILL)
    }
}
