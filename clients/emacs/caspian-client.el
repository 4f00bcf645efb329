;;; caspian-client.el --- Ask caspiand, the query daemon  -*- lexical-binding: t -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1"))
;; Keywords: tools, matching
;; SPDX-License-Identifier: Apache-2.0

;;; Commentary:

;; Every method of the daemon is a function, with its parameters as
;; keywords; results are plists, and lists where JSON has lists:
;;
;;   (dolist (hit (plist-get (caspian-client-search :query "coastline" :limit 3) :hits))
;;     (message "%s:%s" (plist-get hit :path) (plist-get hit :line)))
;;
;; `caspian-client-call' asks a method of a plugin that this file does not
;; know, and `caspian-client-request' does not wait for the answer.  The daemon
;; is started through caspianctl when none runs; `C-g' cancels.

;;; Code:

(require 'json)
(require 'seq)
(require 'subr-x)

(defgroup caspian-client nil "Ask caspiand, the query daemon." :group 'tools :prefix "caspian-client-")

(defcustom caspian-client-socket nil
  "The daemon's socket.
Nil stands for $CASPIAN_SOCKET, what the configuration says, or its usual place."
  :type '(choice (const :tag "Usual place" nil) file))

(defcustom caspian-client-program "caspianctl"
  "The program that starts the daemon; nil to start none."
  :type '(choice (const :tag "Start none" nil) string))

(defcustom caspian-client-config nil
  "The daemon's configuration."
  :type '(choice (const :tag "As caspianctl finds it" nil) file))

(defcustom caspian-client-timeout 60
  "Seconds that an answer may take."
  :type 'number)

(defconst caspian-client-protocol 1 "What a daemon must answer as `protocol'.")

(defvar caspian-client-notification-functions nil
  "Called with the method and the parameters of every notification.")

(define-error 'caspian-client-error "Caspian")
(define-error 'caspian-client-failure "Caspian" 'caspian-client-error)
(define-error 'caspian-client-connection-lost "Caspian" 'caspian-client-error)

(defvar caspian-client--changing)
(defvar caspian-client--methods)
(defvar caspian-client--process nil "The connection, or nil.")
(defvar caspian-client--last 0 "The last id that was given to a request.")
(defvar caspian-client--longest 1048576 "Bytes of the longest line that the daemon reads.")
(defvar caspian-client--waiting (make-hash-table) "What to call with each answer, by id.")

(defun caspian-client--configured-socket ()
  "Where the socket is by the configuration, which caspianctl reads.
Nil where there is no configuration or no caspianctl."
  (let ((folder (getenv "XDG_CONFIG_HOME"))
        (program (and caspian-client-program (executable-find caspian-client-program))))
    (when (and program
               (or caspian-client-config
                   (not (member (getenv "CASPIAN_CONFIG") '(nil "")))
                   (file-exists-p "config/caspian.yaml")
                   (file-exists-p (concat (if (string-prefix-p "/" (or folder "")) folder "~/.config")
                                          "/caspian/caspian.yaml"))
                   (file-exists-p "/etc/caspian/caspian.yaml")))
      (with-temp-buffer
        (unless (eql 0 (apply #'call-process program nil t nil "socket"
                              (and caspian-client-config (list "--config" (expand-file-name caspian-client-config)))))
          (caspian-client--error 'caspian-client-error (string-trim (buffer-string)) "see caspianctl doctor"))
        (string-trim-right (buffer-string) "\n")))))

(defun caspian-client--socket ()
  "Where the daemon's socket is."
  (let* ((named (getenv "CASPIAN_SOCKET"))
         (folder (getenv "XDG_RUNTIME_DIR"))
         (runtime (format "/run/user/%d" (user-uid)))
         (is-named (or caspian-client-socket (not (member named '(nil "")))))
         (configured (and (not is-named) (caspian-client--configured-socket))))
    (cond (caspian-client-socket (expand-file-name caspian-client-socket))
          ((and named (not (string-empty-p named))) named)
          (configured)
          ((and folder (string-prefix-p "/" folder)) (concat folder "/caspian/caspiand.sock"))
          ((file-directory-p runtime) (concat runtime "/caspian/caspiand.sock"))
          (t (format "/tmp/caspian-%d/caspiand.sock" (user-uid))))))

(defun caspian-client--error (kind message &optional hint &rest more)
  "Signal KIND with MESSAGE, a HINT what to do, and MORE."
  (signal kind (cons (if (member hint '(nil "")) message (format "%s (%s)" message hint)) more)))

(defun caspian-client--open (path)
  "Connect to the socket at PATH; nil when nobody serves there."
  (condition-case nil
      (let (process-adaptive-read-buffering)
        (make-network-process
       :name "caspian" :family 'local :service path :noquery t :coding 'binary
       :filter #'caspian-client--filter :sentinel #'caspian-client--sentinel))
    (file-error nil)))

(defun caspian-client--start (path)
  "Start a daemon at PATH."
  (unless caspian-client-program
    (caspian-client--error 'caspian-client-error (concat "no daemon runs at " path) "start one with caspianctl ping"))
  (with-temp-buffer
    (let ((status (condition-case nil
                      (apply #'call-process caspian-client-program nil t nil "ping" "--socket" path
                             (and caspian-client-config (list "--config" (expand-file-name caspian-client-config))))
                    (file-missing
                     (caspian-client--error 'caspian-client-error
                                     (format "no daemon runs at %s, and %s is not installed" path caspian-client-program)
                                     "install it, or set `caspian-client-program'")))))
      (unless (eql status 0)
        (caspian-client--error 'caspian-client-error (string-trim (buffer-string)) "see caspianctl doctor")))))

(defun caspian-client--connected ()
  "The connection, made if need be."
  ;; Whether it was closed meanwhile shows only when events are looked at; writing to it would end an Emacs in batch mode.
  (when (process-live-p caspian-client--process) (accept-process-output caspian-client--process 0))
  (unless (process-live-p caspian-client--process)
    (let ((path (caspian-client--socket)))
      (setq caspian-client--process
            (or (caspian-client--open path)
                (progn (caspian-client--start path) (caspian-client--open path))
                (caspian-client--error 'caspian-client-error (concat "nobody answers at " path) "see caspianctl doctor")))
      (let* ((told (caspian-client--wait "discover" nil caspian-client-timeout))
             (protocol (plist-get told :protocol)))
        (unless (eql protocol caspian-client-protocol)
          (delete-process caspian-client--process)
          (caspian-client--error 'caspian-client-error
                          (format "caspiand speaks protocol %s, caspian-client.el speaks %s" protocol caspian-client-protocol)
                          "install both of one version, and run caspianctl shutdown"))
        (setq caspian-client--longest (or (plist-get (plist-get told :limits) :line) caspian-client--longest)))))
  caspian-client--process)

(defun caspian-client-disconnect ()
  "Close the connection; the next question makes another one."
  (interactive)
  (when (process-live-p caspian-client--process) (delete-process caspian-client--process)))

(defun caspian-client--filter (process bytes)
  "Take the lines that are complete with BYTES from PROCESS."
  ;; Long lines come in thousands of pieces, which are put together once.
  (push bytes (process-get process 'pending))
  (when (string-search "\n" bytes)
    (let ((lines (split-string (apply #'concat (nreverse (process-get process 'pending))) "\n")))
      (process-put process 'pending (last lines))
      (dolist (line (butlast lines)) (caspian-client--take line)))))

(defun caspian-client--take (line)
  "Give the message in LINE to whoever waits for it."
  (let* ((message (condition-case nil
                      (json-parse-string (decode-coding-string line 'utf-8)
                                         :object-type 'plist :array-type 'list :null-object nil :false-object nil)
                    (json-parse-error
                     (list :id nil :error
                           '(:code 0 :message "what answers at the socket does not speak Caspian's protocol"
                                   :data (:kind "stranger" :hint "see caspianctl doctor"))))))
         (method (plist-get message :method))
         (id (plist-get message :id)))
    (if method
        (run-hook-with-args 'caspian-client-notification-functions method (plist-get message :params))
      ;; An answer without an id is to a line that could not be read, which can only be the last one.
      (let* ((id (or id caspian-client--last)) (callback (gethash id caspian-client--waiting)))
        (remhash id caspian-client--waiting)
        (when callback (funcall callback (plist-get message :result) (plist-get message :error)))))))

(defun caspian-client--sentinel (process _event)
  "Tell everybody who waits that PROCESS has ended."
  (unless (process-live-p process)
    (let ((callbacks (hash-table-values caspian-client--waiting)))
      (clrhash caspian-client--waiting)
      (dolist (callback callbacks)
        (funcall callback nil '(:code 0 :message "the daemon closed the connection before the answer"
                                :data (:kind "connectionLost" :hint "ask again; its log says why")))))))

(defun caspian-client--send (method parameters seconds callback)
  "Ask METHOD with PARAMETERS for at most SECONDS, and CALLBACK; return the id."
  (let* ((id (setq caspian-client--last (1+ caspian-client--last)))
         (meta (list :timeoutMs (max 1 (round (* 1000 seconds))) :stream :json-false))
         (line (encode-coding-string
                (json-serialize (list :jsonrpc "2.0" :id id :method method
                                      :params (append parameters (list :_meta meta)))
                                :false-object :json-false :null-object :null)
                'utf-8)))
    (when (> (length line) caspian-client--longest)
      (caspian-client--error 'caspian-client-failure
                      (format "the request has %d bytes, the daemon reads lines of %d" (length line) caspian-client--longest)
                      "send less at once" :code 1004 :kind "tooLarge"))
    (puthash id callback caspian-client--waiting)
    (process-send-string caspian-client--process (concat line "\n"))
    id))

(defun caspian-client-cancel (id)
  "Tell the daemon not to go on with the request ID."
  (when (process-live-p caspian-client--process)
    (process-send-string
     caspian-client--process
     (concat (json-serialize (list :jsonrpc "2.0" :method "notifications/cancelled" :params (list :requestId id))) "\n"))))

(defun caspian-client--wait (method parameters seconds)
  "Ask METHOD with PARAMETERS and wait for at most SECONDS."
  (let* ((read-process-output-max (* 1024 1024))
         answer
         (id (caspian-client--send method parameters seconds (lambda (&rest got) (setq answer got))))
         (end (+ (float-time) seconds 1))
         (is-done nil))
    (unwind-protect
        (progn
          (while (and (not answer) (< (float-time) end))
            (accept-process-output caspian-client--process (max 0.01 (- end (float-time)))))
          (setq is-done t))
      ;; Left by C-g, or by an error in somebody's filter.
      (unless (and is-done answer)
        (remhash id caspian-client--waiting)
        (caspian-client-cancel id)))
    (unless answer (caspian-client--error 'caspian-client-error (format "no answer to %s in time" method) "raise `caspian-client-timeout'"))
    (when-let ((failure (cadr answer)))
      (let ((data (plist-get failure :data)))
        (caspian-client--error (if (equal (plist-get data :kind) "connectionLost") 'caspian-client-connection-lost 'caspian-client-failure)
                        (plist-get failure :message) (plist-get data :hint)
                        :code (plist-get failure :code) :kind (plist-get data :kind) :data data)))
    (car answer)))

(defun caspian-client-call (method parameters)
  "Ask METHOD with PARAMETERS, a plist, and return its result.
Use `:json-false' for false, and a vector for a list."
  (caspian-client--connected)
  (condition-case lost
      (caspian-client--wait method parameters caspian-client-timeout)
    (caspian-client-connection-lost
     ;; The daemon was restarted, and what changes nothing may be asked again.
     (if (or (member method caspian-client--changing) (not (member method caspian-client--methods)))
         (signal (car lost) (cdr lost))
       (caspian-client--connected)
       (caspian-client--wait method parameters caspian-client-timeout)))))

(defun caspian-client-request (method parameters callback)
  "Ask METHOD with PARAMETERS; CALLBACK gets the result and the error.
Return an id for `caspian-client-cancel'."
  (caspian-client--connected)
  (caspian-client--send method parameters caspian-client-timeout callback))

;; generated: begin methods
(defun caspian-client-config-check (&rest parameters)
  "Reads the configuration\\='s file as a reload would, and lists every mistake;
nothing changes."
  (caspian-client-call "config.check" parameters))

(defun caspian-client-config-reload (&rest parameters)
  "Reads configuration, plugins and corpus again, as SIGHUP does; a mistake
changes nothing."
  (caspian-client-call "config.reload" parameters))

(defun caspian-client-config-schema (&rest parameters)
  "JSON Schema of the configuration, with the settings of the built-in plugins."
  (caspian-client-call "config.schema" parameters))

(defun caspian-client-config-show (&rest parameters)
  "The configuration in effect, each value with where it comes from."
  (caspian-client-call "config.show" parameters))

(defun caspian-client-corpus-clean (&rest parameters)
  "Shows what cleaning makes of any file or text: paragraphs in order,
boilerplate, and what was repeated.
Keywords in PARAMETERS:
  :file An absolute path, read as the corpus would read it: by its extension,
    filters included.
  :text A plain text in its place, or subtitles.
  :language By BCP 47; else what the file says, else what it looks like. There
    are rules for en, de, fr, es, ru, fa, ar, az, kk, tk, tr, zh, ja, it, nl,
    pl, pt, sv, da, nb, el, bg; others are read by what these share."
  (caspian-client-call "corpus.clean" parameters))

(defun caspian-client-corpus-copies (&rest parameters)
  "Finds what a text repeats of itself and of the corpus, each passage with its
twin.
Keywords in PARAMETERS:
  :text A text, as it stands in an editor.
  :markup How it marks headings, lists and code.
  :language By BCP 47; else what it looks like.
  :file The absolute path of the file that the text is to become: its own
    document is no other one."
  (caspian-client-call "corpus.copies" parameters))

(defun caspian-client-corpus-explain (&rest parameters)
  "Shows how a file was read, what cleaning took from it, why, and where the
surviving copy stands.
Keywords in PARAMETERS:
  :document A document\\='s id, its path, or its absolute file."
  (caspian-client-call "corpus.explain" parameters))

(defun caspian-client-corpus-list (&rest parameters)
  "Lists the documents.
Keywords in PARAMETERS:
  :limit At most so many.
  :offset Leave out so many first."
  (caspian-client-call "corpus.list" parameters))

(defun caspian-client-corpus-outline (&rest parameters)
  "Tells the sections, blocks and sentences of a text, in bytes of the text.
Keywords in PARAMETERS:
  :text A text, as it stands in an editor.
  :markup How it marks headings, lists and code.
  :language By BCP 47; else what it looks like."
  (caspian-client-call "corpus.outline" parameters))

(defun caspian-client-corpus-problems (&rest parameters)
  "Lists the files that could not be read, or not as they should be, each with
its reason.
Keywords in PARAMETERS:
  :limit At most so many.
  :offset Leave out so many first.
  :skipped Whether the files are listed instead that are no text, which is
    nobody\\='s fault, and that were not asked for by name."
  (caspian-client-call "corpus.problems" parameters))

(defun caspian-client-corpus-read (&rest parameters)
  "Shows what a document says, whole or in part, passage by passage, each with
its place in the file.
Keywords in PARAMETERS:
  :document A document\\='s id, path or file, or its address (caspian:///…),
    which may name lines: #L3-9.
  :lines Only these lines of the file: 3, 3-9, or with columns in bytes
    L3C5-L9C7.
  :passage Only this passage, by its number in the document, as search tells
    it.
  :around So many passages before and behind it, too.
  :size At most so many bytes of text.
  :cursor Goes on where an answer ended: its \\='next\\=', with the same parameters."
  (caspian-client-call "corpus.read" parameters))

(defun caspian-client-corpus-reload (&rest parameters)
  "Reads the corpus again and swaps to it when it is ready; the reply names the
new generation."
  (caspian-client-call "corpus.reload" parameters))

(defun caspian-client-corpus-sentences (&rest parameters)
  "Shows the sentences of any file or text, cleaned, each with its place.
Keywords in PARAMETERS:
  :file An absolute path, read as the corpus would read it: by its extension,
    filters included.
  :text A plain text in its place, or subtitles.
  :language By BCP 47; else what the file says, else what it looks like. There
    are rules for en, de, fr, es, ru, fa, ar, az, kk, tk, tr, zh, ja, it, nl,
    pl, pt, sv, da, nb, el, bg; others are read by what these share.
  :clean Whether copies and boilerplate are left out."
  (caspian-client-call "corpus.sentences" parameters))

(defun caspian-client-discover (&rest parameters)
  "Says who answers, in which version, within which limits, and names every
method."
  (caspian-client-call "discover" parameters))

(defun caspian-client-division-bodies (&rest parameters)
  "Lists the seas and lakes that the configuration names, with their states."
  (caspian-client-call "division.bodies" parameters))

(defun caspian-client-division-calculate (&rest parameters)
  "Computes each state\\='s share under one formula, with lengths of lines,
tripoints and what it hangs on.
Keywords in PARAMETERS:
  :rule The formula, by its name: equal, coast, median, … (\\='division.compare\\='
    shows them all); or one of your own as in the configuration, such as
    {\"belts-nm\": 12}.
  :body The sea or lake: its name in the configuration, {\"geojson\": FILE}, or
    a GeoJSON FeatureCollection; the first one of the configuration where none
    is named.
  :of What is divided: a number, or one with its unit such as \"378,667 km²\";
    else the body\\='s area.
  :decimals Digits behind the point of percentages and amounts; without, all
    of them where the shore is known, else 2.
  :islands How islands count as coasts: full (without a word), half or none.
  :lagoon Whether lagoons are divided with the rest rather than closed off."
  (caspian-client-call "division.calculate" parameters))

(defun caspian-client-division-coast (&rest parameters)
  "Measures each state\\='s coast as digitised, by rulers of many lengths and
straight, with its fractal dimension.
Keywords in PARAMETERS:
  :body The sea or lake: its name in the configuration, {\"geojson\": FILE}, or
    a GeoJSON FeatureCollection; the first one of the configuration where none
    is named.
  :rulers Steps of a divider in km; the coasts are measured by each.
  :islandCoasts Whether islands are measured too.
  :lagoon Whether lagoons are divided with the rest rather than closed off."
  (caspian-client-call "division.coast" parameters))

(defun caspian-client-division-compare (&rest parameters)
  "Compares what each state would get under every formula, with what it would
gain, prefer and veto.
Keywords in PARAMETERS:
  :body The sea or lake: its name in the configuration, {\"geojson\": FILE}, or
    a GeoJSON FeatureCollection; the first one of the configuration where none
    is named.
  :decimals Digits behind the point of percentages and amounts; without, all
    of them where the shore is known, else 2.
  :against The formula that gains and losses are counted from; without, the
    median line.
  :islands How islands count as coasts: full (without a word), half or none.
  :lagoon Whether lagoons are divided with the rest rather than closed off."
  (caspian-client-call "division.compare" parameters))

(defun caspian-client-division-fairness (&rest parameters)
  "Divides what is claimed, agreed, voted or valued, by every rule of the
literature and exactly.
Keywords in PARAMETERS:
  :rule One rule by name; without, every one that answers such a question.
  :body The sea or lake: its name in the configuration, {\"geojson\": FILE}, or
    a GeoJSON FeatureCollection; the first one of the configuration where none
    is named.
  :estate What there is to divide, with \\='claims\\='.
  :claims What each claims: a list, numbers by name, or a text such as A=100,
    B=200.
  :game What every coalition of players can reach.
  :bargain What parties can agree on, and what each has without agreement.
  :ballots Rankings with how many voters: 18 A>D>E; 12 B>E=D. A bar stands
    below what is good enough: A>B|C.
  :candidates Who can be voted for; without, all that are ranked.
  :quota The weight of votes that fallback bargaining needs.
  :goods Goods and what they are worth to each, to divide, or to check how
    they were divided.
  :formulas What each party gets under each formula, to find the mixture with
    the least regret.
  :reference The formula that holds without agreement; states veto what gives
    them less. Without: the median line, if known."
  (caspian-client-call "division.fairness" parameters))

(defun caspian-client-division-fields (&rest parameters)
  "Says who holds each field of oil and gas under every formula, and when that is
too close to call.
Keywords in PARAMETERS:
  :body The sea or lake: its name in the configuration, {\"geojson\": FILE}, or
    a GeoJSON FeatureCollection; the first one of the configuration where none
    is named.
  :islands How islands count as coasts: full (without a word), half or none.
  :lagoon Whether lagoons are divided with the rest rather than closed off."
  (caspian-client-call "division.fields" parameters))

(defun caspian-client-division-line (&rest parameters)
  "Draws the lines between the waters under one formula, in degrees.
Keywords in PARAMETERS:
  :rule The formula, by its name: equal, coast, median, … (\\='division.compare\\='
    shows them all); or one of your own as in the configuration, such as
    {\"belts-nm\": 12}.
  :body The sea or lake: its name in the configuration, {\"geojson\": FILE}, or
    a GeoJSON FeatureCollection; the first one of the configuration where none
    is named.
  :vertices Simplify each line to so many points, with areas kept, as treaties
    give them.
  :islands How islands count as coasts: full (without a word), half or none.
  :lagoon Whether lagoons are divided with the rest rather than closed off."
  (caspian-client-call "division.line" parameters))

(defun caspian-client-division-locate (&rest parameters)
  "Says whose water a point is under every formula, and how far from each coast.
Keywords in PARAMETERS:
  :lon Degrees east of Greenwich, on WGS84.
  :lat Degrees north of the equator.
  :body The sea or lake: its name in the configuration, {\"geojson\": FILE}, or
    a GeoJSON FeatureCollection; the first one of the configuration where none
    is named.
  :islands How islands count as coasts: full (without a word), half or none.
  :lagoon Whether lagoons are divided with the rest rather than closed off."
  (caspian-client-call "division.locate" parameters))

(defun caspian-client-division-map (&rest parameters)
  "Draws who gets which water, as a picture, as data or as a page.
Keywords in PARAMETERS:
  :body The sea or lake: its name in the configuration, {\"geojson\": FILE}, or
    a GeoJSON FeatureCollection; the first one of the configuration where none
    is named.
  :rule The formula to draw, by name or as in the configuration. Without:
    every one for html and geojson, the median line for svg.
  :as A picture, data for QGIS and the like (RFC 7946), or a page with a
    slider between the formulas.
  :islands How islands count as coasts: full (without a word), half or none.
  :lagoon Whether lagoons are divided with the rest rather than closed off."
  (caspian-client-call "division.map" parameters))

(defun caspian-client-division-sensitivity (&rest parameters)
  "Says how much each state\\='s share hangs on shoreline, islands, ruler and
lagoon, the largest swing first.
Keywords in PARAMETERS:
  :rule The formula, by its name: equal, coast, median, … (\\='division.compare\\='
    shows them all); or one of your own as in the configuration, such as
    {\"belts-nm\": 12}.
  :body The sea or lake: its name in the configuration, {\"geojson\": FILE}, or
    a GeoJSON FeatureCollection; the first one of the configuration where none
    is named.
  :islands How islands count as coasts: full (without a word), half or none.
  :lagoon Whether lagoons are divided with the rest rather than closed off."
  (caspian-client-call "division.sensitivity" parameters))

(defun caspian-client-health (&rest parameters)
  "Says whether everything works: \\='ok\\=', \\='degraded\\=' when a part does not,
\\='failing\\=' when nothing answers."
  (caspian-client-call "health" parameters))

(defun caspian-client-introspect (&rest parameters)
  "Describes methods: summary, parameters, result, errors and examples, with JSON
Schemas.
Keywords in PARAMETERS:
  :method One method; all when left out."
  (caspian-client-call "introspect" parameters))

(defun caspian-client-log-level (&rest parameters)
  "Says how much is logged, or changes it until the next reload of the
configuration.
Keywords in PARAMETERS:
  :level The least level that is written from now on."
  (caspian-client-call "log.level" parameters))

(defun caspian-client-log-recent (&rest parameters)
  "The latest log entries that were written.
Keywords in PARAMETERS:
  :count At most so many, the newest.
  :level The least level shown."
  (caspian-client-call "log.recent" parameters))

(defun caspian-client-metrics (&rest parameters)
  "All counters and latency histograms in Prometheus\\=' text format."
  (caspian-client-call "metrics" parameters))

(defun caspian-client-ping (&rest parameters)
  "Answers, to show that the daemon does."
  (caspian-client-call "ping" parameters))

(defun caspian-client-plugin-list (&rest parameters)
  "Lists the plugins with their methods and their state."
  (caspian-client-call "plugin.list" parameters))

(defun caspian-client-query (&rest parameters)
  "Asks one question of every plugin that can answer it, and returns their
answers, best first.
Keywords in PARAMETERS:
  :question What you want to know, in your own words.
  :limit At most so many hits in an answer that lists."
  (caspian-client-call "query" parameters))

(defun caspian-client-search (&rest parameters)
  "Finds the passages that a query asks for, best first.
Keywords in PARAMETERS:
  :query Words, \"phrases\", \"near phrases\"~2, AND, OR, NOT or -word, +word,
    parentheses, field:word, date:[1990 TO 1999], prefix*, wild?card, /regex/,
    fuzzy~1, boost^2, NEAR/5; or a plain question; or the same as an object.
  :limit At most so many hits.
  :offset Leaves out so many hits.
  :document Only in this document: its id, its path or its file.
  :syntax \\='plain\\=' takes every text as words alone, whatever signs and
    operators seem to stand in it.
  :explain Whether each hit says what each term adds to its score.
  :filter A query that hits must match as well; it doesn\\='t change their order.
  :sort score, title or the name of a field such as date; with a minus before
    it for the highest first.
  :cursor Goes on behind a page: \\='next\\=' of its answer, with the same query. It
    stays valid when the corpus changes: for five minutes all pages are of the
    corpus that the first one was of, later of the newest, behind the last
    hit.
  :group \\='document\\=' keeps the passages of a document together; limit and
    offset then count documents.
  :passages At most so many of each document.
  :duplicates \\='collapse\\=' shows the best of passages that say nearly the same,
    and how many it stands for.
  :facets Fields whose values are counted, such as language, format, path or
    any metadata.
  :positions Whether each hit says where its highlights stand in the file:
    bytes, line and column, UTF-16.
  :timings Whether the answer says how long each stage took.
  :mode \\='deep\\=' looks at the best passages again and puts them in a better
    order; \\='fast\\=' is for as one types, and does not count what it needs not
    read."
  (caspian-client-call "search" parameters))

(defun caspian-client-search-complete (&rest parameters)
  "Completes the last word by words of the corpus, or by values of the field
before it, the most frequent first.
Keywords in PARAMETERS:
  :text What has been typed: its last word is completed, unless a space
    follows it.
  :limit At most so many completions."
  (caspian-client-call "search.complete" parameters))

(defun caspian-client-search-similar (&rest parameters)
  "Finds passages that are about the same as a passage, a document or any text.
Keywords in PARAMETERS:
  :text A text; or give \\='document\\='.
  :document A document of the corpus: its id, its path or its file. It is not
    among the hits. With a place behind it, such as :12 or :12:5, its passage
    there.
  :passage One passage of the document, by its number; the whole document when
    left out.
  :limit At most so many hits."
  (caspian-client-call "search.similar" parameters))

(defun caspian-client-shutdown (&rest parameters)
  "Stops the daemon as SIGTERM does: what is under way is finished first."
  (caspian-client-call "shutdown" parameters))

(defun caspian-client-status (&rest parameters)
  "Everything that the daemon knows about itself: corpus, plugins, last reload,
counters and latencies."
  (caspian-client-call "status" parameters))

(defun caspian-client-subscribe (&rest parameters)
  "Sends notifications about generations, log entries and the hits of saved
queries until it closes.
Keywords in PARAMETERS:
  :topics \\='generation\\=' tells of every new generation, \\='log\\=' sends every log
    entry.
  :queries Saved queries, each under a name of your own; one in the place of
    another of its name. Whenever a new generation gives one of them other
    hits, \\='notifications/query\\=' says which came and which went, and once what
    is wrong with one that can\\='t be answered."
  (caspian-client-call "subscribe" parameters))

(defun caspian-client-summary (&rest parameters)
  "Picks the sentences that say what documents or a text are about, or what they
say about a question.
Keywords in PARAMETERS:
  :document The document to look at, by its id, path or file; the whole corpus
    where nothing is named.
  :documents Several documents to look at together; a name that ends with /
    means all below that folder.
  :text A text that is not in the corpus; subtitles are read as such.
  :texts Several such texts to look at together, each with a lead of its own.
  :sentences At most so many sentences; 3 where no budget is given.
  :words At most so many words, but at least one sentence.
  :characters At most so many characters, a space between two sentences
    included, but at least one sentence.
  :percent At most so many percent of the words, but one sentence.
  :cut Whether a sentence may be cut to fill a budget of words or characters,
    as previews of a fixed size need it.
  :query A question or a matter: only what the texts say about it.
  :style How \\='text\\=' reads; a headline is the core of the one best sentence.
  :order As the sentences stand in the source, or the best first.
  :cursor The \\='cursor\\=' of an earlier answer about the same texts: what to say
    next, without what was said.
  :known Documents that the reader knows: only what is new beside them.
    Folders as in \\='documents\\='.
  :since A day, month or year such as 2021-05-30: only what documents dated
    since then say that older ones don\\='t.
  :explain Whether each sentence says what its score is made of."
  (caspian-client-call "summary" parameters))

(defun caspian-client-summary-definitions (&rest parameters)
  "Finds the sentences that say what a word means or what a short form stands
for.
Keywords in PARAMETERS:
  :document The document to look at, by its id, path or file; the whole corpus
    where nothing is named.
  :documents Several documents to look at together; a name that ends with /
    means all below that folder.
  :text A text that is not in the corpus; subtitles are read as such.
  :texts Several such texts to look at together, each with a lead of its own.
  :limit At most so many."
  (caspian-client-call "summary.definitions" parameters))

(defun caspian-client-summary-entities (&rest parameters)
  "Finds who and what texts name, each with all its names there, the most often
named first.
Keywords in PARAMETERS:
  :document The document to look at, by its id, path or file; the whole corpus
    where nothing is named.
  :documents Several documents to look at together; a name that ends with /
    means all below that folder.
  :text A text that is not in the corpus; subtitles are read as such.
  :texts Several such texts to look at together, each with a lead of its own.
  :limit At most so many."
  (caspian-client-call "summary.entities" parameters))

(defun caspian-client-summary-html (&rest parameters)
  "Shows documents or a text as an HTML page, with the sentences of their summary
highlighted in it.
Keywords in PARAMETERS:
  :document The document to look at, by its id, path or file; the whole corpus
    where nothing is named.
  :documents Several documents to look at together; a name that ends with /
    means all below that folder.
  :text A text that is not in the corpus; subtitles are read as such.
  :texts Several such texts to look at together, each with a lead of its own.
  :sentences At most so many sentences; 3 where no budget is given.
  :words At most so many words, but at least one sentence.
  :characters At most so many characters, a space between two sentences
    included, but at least one sentence.
  :percent At most so many percent of the words, but one sentence.
  :query A question or a matter: only what the texts say about it.
  :cursor The \\='cursor\\=' of an earlier answer about the same texts: what to say
    next, without what was said.
  :known Documents that the reader knows: only what is new beside them.
    Folders as in \\='documents\\='.
  :since A day, month or year such as 2021-05-30: only what documents dated
    since then say that older ones don\\='t."
  (caspian-client-call "summary.html" parameters))

(defun caspian-client-summary-numbers (&rest parameters)
  "Lists the amounts that texts name, with their units; years are in
summary.timeline.
Keywords in PARAMETERS:
  :document The document to look at, by its id, path or file; the whole corpus
    where nothing is named.
  :documents Several documents to look at together; a name that ends with /
    means all below that folder.
  :text A text that is not in the corpus; subtitles are read as such.
  :texts Several such texts to look at together, each with a lead of its own.
  :limit At most so many."
  (caspian-client-call "summary.numbers" parameters))

(defun caspian-client-summary-phrases (&rest parameters)
  "Finds the phrases that texts are about, the weightiest first.
Keywords in PARAMETERS:
  :document The document to look at, by its id, path or file; the whole corpus
    where nothing is named.
  :documents Several documents to look at together; a name that ends with /
    means all below that folder.
  :text A text that is not in the corpus; subtitles are read as such.
  :texts Several such texts to look at together, each with a lead of its own.
  :limit At most so many."
  (caspian-client-call "summary.phrases" parameters))

(defun caspian-client-summary-positions (&rest parameters)
  "Tells who favours, opposes, claims or should do what, on whose word, and the
sentence that says so.
Keywords in PARAMETERS:
  :document The document to look at, by its id, path or file; the whole corpus
    where nothing is named.
  :documents Several documents to look at together; a name that ends with /
    means all below that folder.
  :text A text that is not in the corpus; subtitles are read as such.
  :texts Several such texts to look at together, each with a lead of its own.
  :actor Only what is said of this one, by any of its names.
  :limit At most so many."
  (caspian-client-call "summary.positions" parameters))

(defun caspian-client-summary-readability (&rest parameters)
  "Measures how hard texts are to read: lengths of sentences and words, LIX, and
for English Flesch\\='s grade.
Keywords in PARAMETERS:
  :document The document to look at, by its id, path or file; the whole corpus
    where nothing is named.
  :documents Several documents to look at together; a name that ends with /
    means all below that folder.
  :text A text that is not in the corpus; subtitles are read as such.
  :texts Several such texts to look at together, each with a lead of its own."
  (caspian-client-call "summary.readability" parameters))

(defun caspian-client-summary-timeline (&rest parameters)
  "Lists what texts date, in the order of time.
Keywords in PARAMETERS:
  :document The document to look at, by its id, path or file; the whole corpus
    where nothing is named.
  :documents Several documents to look at together; a name that ends with /
    means all below that folder.
  :text A text that is not in the corpus; subtitles are read as such.
  :texts Several such texts to look at together, each with a lead of its own.
  :limit At most so many."
  (caspian-client-call "summary.timeline" parameters))

(defconst caspian-client-codes
  '(
    (-32700 . parseError)
    (-32600 . invalidRequest)
    (-32601 . methodNotFound)
    (-32602 . invalidParams)
    (-32603 . internalError)
    (1001 . overloaded)
    (1002 . deadlineExceeded)
    (1003 . cancelled)
    (1004 . tooLarge)
    (1005 . starting)
    (1006 . shuttingDown)
    (1007 . pluginUnavailable)
    (1008 . pluginCrashed)
    (1009 . pluginTimeout)
    (1010 . notFound)
    (1011 . permissionDenied)
    (1012 . configInvalid)
    (1013 . quotaExceeded)
    (1014 . unsupportedVersion)
    (1015 . slowConsumer)
    (1016 . duplicateId)
    (1017 . generationGone)
    (1018 . pluginProtocol)
    )
  "Why a request has no result, by the number of the error.")

(defconst caspian-client--methods
  '("config.check" "config.reload" "config.schema" "config.show" "corpus.clean" "corpus.copies"
    "corpus.explain" "corpus.list" "corpus.outline" "corpus.problems" "corpus.read" "corpus.reload"
    "corpus.sentences" "discover" "division.bodies" "division.calculate" "division.coast"
    "division.compare" "division.fairness" "division.fields" "division.line" "division.locate"
    "division.map" "division.sensitivity" "health" "introspect" "log.level" "log.recent" "metrics"
    "ping" "plugin.list" "query" "search" "search.complete" "search.similar" "shutdown" "status"
    "subscribe" "summary" "summary.definitions" "summary.entities" "summary.html" "summary.numbers"
    "summary.phrases" "summary.positions" "summary.readability" "summary.timeline")
  "The methods that are known here.")

(defconst caspian-client--changing
  '("config.reload" "corpus.reload" "log.level" "shutdown")
  "Methods that change the daemon: not asked again when an answer was lost.")
;; generated: end methods

(provide 'caspian-client)
;;; caspian-client.el ends here
