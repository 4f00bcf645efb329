;;; caspian.el --- Search a corpus with caspiand -*- lexical-binding: t; -*-

;; Version: 0.1
;; Package-Requires: ((emacs "27.1"))
;; Keywords: matching, tools
;; SPDX-License-Identifier: Apache-2.0

;;; Commentary:

;; Searches what caspiand has read, completes from it, and follows words through it as xref does; and tells eglot how to
;; start its language server.  See docs/editors/emacs.md.

;;; Code:

(require 'cl-lib)
(require 'json)
(require 'subr-x)
(require 'thingatpt)
(require 'xref)

(defgroup caspian nil "Search a corpus with caspiand." :group 'tools)

(defcustom caspian-command '("caspianctl")
  "Program and options that stand before a verb."
  :type '(repeat string))

(defcustom caspian-timeout 5
  "Seconds that an answer may take."
  :type 'number)

(defvar caspian--process nil "The connection to the daemon.")
(defvar caspian--answers (make-hash-table) "What came for the questions that are under way, by id.")
(defvar caspian--last 0 "The id of the last question.")

;;;; The connection

(defun caspian--socket ()
  "Start the daemon if need be, and say where it listens."
  (with-temp-buffer
    (let ((status (apply #'call-process (car caspian-command) nil t nil
                         (append (cdr caspian-command) '("--color" "never" "socket" "--start"))))
          (said (string-trim (buffer-string))))
      (unless (eq status 0)
        (user-error "Caspian: %s" (replace-regexp-in-string "\n *hint: " "; " (string-remove-prefix "caspianctl: " said))))
      said)))

(defun caspian--connection ()
  "The connection, opened if need be."
  ;; Whether it was closed meanwhile shows only when events are looked at.
  (when (process-live-p caspian--process) (accept-process-output caspian--process 0))
  (unless (process-live-p caspian--process)
    (clrhash caspian--answers)
    (setq caspian--process
          (make-network-process :name "caspian" :family 'local :service (caspian--socket)
                                :coding 'utf-8-unix :noquery t :filter #'caspian--filter
                                :sentinel #'ignore)))
  caspian--process)

(defun caspian--filter (process text)
  "Take what PROCESS has received: TEXT, a part of a line or several."
  (let ((lines (split-string (concat (process-get process 'caspian-rest) text) "\n")))
    (process-put process 'caspian-rest (car (last lines)))
    (dolist (line (butlast lines))
      (unless (string-empty-p line)
        (let* ((message (condition-case nil
                            (json-parse-string line :object-type 'alist :array-type 'list :null-object nil
                                               :false-object nil)
                          (json-parse-error
                           (process-put process 'caspian-stranger t)
                           (delete-process process)
                           nil)))
               ;; Without an id it is about a line that the daemon could not read, such as one that was too long: the last.
               (id (or (alist-get 'id message) (and (alist-get 'error message) caspian--last))))
          (when (and id (eq (gethash id caspian--answers) 'waiting))
            (puthash id message caspian--answers)))))))

(defun caspian-call (method &optional params)
  "Ask METHOD of the daemon with the alist PARAMS, and return its result.
A daemon that has gone is connected to once more."
  (condition-case nil
      (caspian--call method params)
    (file-error
     (setq caspian--process nil)
     (condition-case nil
         (caspian--call method params)
       (file-error
        (user-error "Caspian: the daemon closed the connection twice; its log says why, and caspianctl doctor"))))))

(defun caspian--call (method params)
  "Ask METHOD with PARAMS over the connection."
  (let* ((process (caspian--connection))
         (id (cl-incf caspian--last))
         (request `((jsonrpc . "2.0") (id . ,id) (method . ,method)
                    (params . ,(append params
                                       `((_meta . ((timeoutMs . ,(round (* 1000 caspian-timeout)))
                                                   (stream . :false))))))))
         (json-false :false)
         (deadline (+ (float-time) caspian-timeout 0.5))
         answer)
    (puthash id 'waiting caspian--answers)
    (unwind-protect
        (progn
          (process-send-string process (concat (json-encode request) "\n"))
          (while (and (eq (gethash id caspian--answers) 'waiting)
                      (process-live-p process)
                      (< (float-time) deadline))
            (accept-process-output process 0.1))
          (setq answer (gethash id caspian--answers)))
      (remhash id caspian--answers))
    (cond
     ((not (eq answer 'waiting))
      (let ((failure (alist-get 'error answer)))
        (when failure
          (user-error "Caspian: %s; %s" (alist-get 'message failure)
                      (alist-get 'hint (alist-get 'data failure))))
        (alist-get 'result answer)))
     ((process-live-p process)
      (user-error "Caspian: no answer to `%s' in %s s; raise `caspian-timeout', or see what caspianctl status shows"
                  method caspian-timeout))
     ((process-get process 'caspian-stranger)
      (user-error "Caspian: what answers at the socket does not speak its protocol; caspianctl doctor looks closer"))
     (t (signal 'file-error (list "Caspian" "the daemon has closed the connection"))))))

;;;; Searching

(defun caspian--quoted (word)
  "WORD as a query that takes it as it stands."
  (concat "\"" (replace-regexp-in-string "[\"\\\\]" " " word) "\""))

(defun caspian--item (hit)
  "HIT as xref shows it."
  (xref-make (replace-regexp-in-string "[ \t\n\r]+" " " (alist-get 'snippet hit))
             (xref-make-file-location (alist-get 'path hit) (alist-get 'line hit)
                                      (caspian--column hit))))

(defun caspian--column (hit)
  "The column of HIT in characters: the daemon counts bytes, and UTF-16 on demand."
  (or (alist-get 'utf16Column (alist-get 'place hit))
      (1- (alist-get 'column hit))))

(defun caspian--items (query limit)
  "At most LIMIT passages for QUERY."
  (let (place)
    (mapcar (lambda (hit)
              ;; Where a paragraph is one line, xref puts its hits side by side.
              (let ((before place))
                (setq place (list (alist-get 'path hit) (alist-get 'line hit)))
                (caspian--item
                 (if (equal place before)
                     (cons (cons 'snippet (concat " … " (alist-get 'snippet hit))) hit)
                   hit))))
            (alist-get 'hits (caspian-call "search" `((query . ,query) (limit . ,limit) (positions . t)))))))

(defun caspian--complete (text)
  "Completions of TEXT by words of the corpus."
  (unless (string-empty-p (string-trim text))
    (mapcar (lambda (item) (alist-get 'text item))
            (alist-get 'completions (caspian-call "search.complete" `((text . ,text)))))))

;;;###autoload
(defun caspian-search (query)
  "Show the passages that QUERY finds, as xref does.
While typing, TAB completes by words of the corpus."
  (interactive
   (list (completing-read "Search: " (completion-table-dynamic #'caspian--complete) nil nil
                          nil nil (thing-at-point 'word t))))
  (funcall xref-show-xrefs-function
           (lambda ()
             (or (caspian--items query 100) (user-error "Caspian: nothing found for `%s'" query)))
           `((window . ,(selected-window)) (display-action . nil) (auto-jump . nil))))

;;;###autoload
(defun caspian-summary (&optional sentences)
  "Sum the buffer or the region up in SENTENCES, three without a prefix argument."
  (interactive "P")
  (let* ((text (if (use-region-p)
                   (buffer-substring-no-properties (region-beginning) (region-end))
                 (buffer-substring-no-properties (point-min) (point-max))))
         (result (caspian-call "summary" `((text . ,text)
                                           (sentences . ,(if sentences (prefix-numeric-value sentences) 3))))))
    (with-help-window "*caspian*" (princ (alist-get 'text result)))))

;;;; xref

;;;###autoload
(defun caspian-xref-backend ()
  "For `xref-backend-functions': words of a text, through the whole corpus."
  'caspian)

(cl-defmethod xref-backend-identifier-at-point ((_ (eql caspian)))
  (thing-at-point 'word t))

(cl-defmethod xref-backend-identifier-completion-table ((_ (eql caspian)))
  (completion-table-dynamic #'caspian--complete))

(cl-defmethod xref-backend-definitions ((_ (eql caspian)) word)
  (let* ((hits (alist-get 'hits (caspian-call "search" `((query . ,(caspian--quoted word)) (limit . 20)))))
         (documents (seq-uniq (mapcar (lambda (hit) (alist-get 'document hit)) hits)))
         (found (and documents
                     (alist-get 'definitions
                                (caspian-call "summary.definitions" `((documents . ,(vconcat documents))))))))
    (or (delq nil
              (mapcar (lambda (row)
                        (when (caspian--same (alist-get 'term row) word)
                          (caspian--item (cons (cons 'snippet (alist-get 'text row)) row))))
                      found))
        (seq-take (caspian--items (caspian--quoted word) 1) 1))))

(defun caspian--same (one other)
  "Whether ONE and OTHER are the same but for capitals."
  (string= (downcase one) (downcase other)))

(cl-defmethod xref-backend-references ((_ (eql caspian)) word)
  (caspian--items (caspian--quoted word) 1000))

(cl-defmethod xref-backend-apropos ((_ (eql caspian)) pattern)
  (caspian--items pattern 100))

;;;; eglot

(defvar eglot-server-programs)

;;;###autoload
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               `((text-mode markdown-mode org-mode rst-mode adoc-mode latex-mode LaTeX-mode yaml-mode)
                 . ,(append caspian-command '("lsp")))))

(provide 'caspian)
;;; caspian.el ends here
