;;; emacs.el --- Drives Emacs without a terminal, as its user would -*- lexical-binding: t; -*-

(require 'json)
(defvar result nil)
(defun note (key value) (push (cons key value) result))

(defun leaves (index)
  "The names at the end of INDEX, as imenu has it: by kinds until Emacs 29, as a tree since."
  (mapcan (lambda (entry) (if (consp (cdr-safe entry)) (leaves (cdr entry)) (list (substring-no-properties (car entry)))))
          index))

(condition-case failure
    (progn
      (add-to-list 'load-path (expand-file-name "editors/emacs" (getenv "REPOSITORY")))
      (setq caspian-command (list (getenv "CASPIANCTL")))
      (require 'caspian)
      ;; The client over the socket.
      (note 'hits (alist-get 'total (caspian-call "search" '((query . "\"joint exploitation\"")))))
      (note 'completions (caspian--complete "the coastl"))
      (note 'failure (condition-case complaint (caspian-call "search" '((query . 1)))
                       (user-error (error-message-string complaint))))
      ;; xref.
      (let ((item (car (xref-backend-references 'caspian "Baku"))))
        (note 'reference (list (file-name-nondirectory (xref-location-group (xref-item-location item)))
                               (xref-location-line (xref-item-location item))
                               (xref-file-location-column (xref-item-location item)))))
      (caspian-search "littoral")
      (note 'besides (with-current-buffer "*xref*" (count-matches " … " (point-min) (point-max))))
      (caspian-search "\"joint exploitation\"")
      (note 'shown (with-current-buffer "*xref*" (buffer-substring-no-properties (point-min) (point-max))))
      (with-temp-buffer
        (insert "The sea is large. The sea is salt. It rains. The sea is wide and full of salt.")
        (caspian-summary 1))
      (note 'summary (with-current-buffer "*caspian*" (string-trim (buffer-string))))
      ;; The language server, by eglot.
      (dolist (folder (file-expand-wildcards "/usr/share/emacs/site-lisp/elpa/*"))
        (add-to-list 'load-path folder))
      (require 'eglot)
      (setq eglot-sync-connect 20 eglot-autoreconnect nil)
      (find-file (expand-file-name "note.txt" (getenv "FOLDER")))
      (insert "Baku has a coa\n12 nautical miles\n")
      (text-mode)
      (apply #'eglot (eglot--guess-contact))
      (note 'server (plist-get (eglot--server-info (eglot-current-server)) :name))
      (goto-char (point-min))
      (let* ((server (eglot-current-server))
             (hover (jsonrpc-request server :textDocument/hover (eglot--TextDocumentPositionParams))))
        (note 'hover (plist-get (plist-get hover :contents) :value)))
      (goto-char (line-end-position))
      (let* ((capf (eglot-completion-at-point)))
        (note 'completion (car (all-completions "coa" (nth 2 capf)))))
      (goto-char (point-min))
      (note 'definition
            (let ((item (car (xref-backend-definitions 'eglot (xref-backend-identifier-at-point 'eglot)))))
              (list (file-name-nondirectory (xref-location-group (xref-item-location item)))
                    (xref-location-line (xref-item-location item)))))
      (note 'symbols (leaves (eglot-imenu)))
      (eglot-shutdown (eglot-current-server)))
  (error (note 'error (error-message-string failure))))

(with-temp-file (getenv "RESULT")
  (insert (json-encode result)))
(set-buffer-modified-p nil)
(kill-emacs)
;;; emacs.el ends here
