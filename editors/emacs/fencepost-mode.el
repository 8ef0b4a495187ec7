;;; fencepost-mode.el --- Tests of the Linux-kernel memory model  -*- lexical-binding: t -*-

;; Copyright The Fencepost authors
;; SPDX-License-Identifier: Apache-2.0
;; URL: https://github.com/lkmm-tools/fencepost
;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1") (eglot "1.9"))
;; Keywords: languages, tools

;;; Commentary:

;; A major mode for litmus tests, one for memory models in cat, and what
;; Eglot needs to talk to `fencepost serve':
;;
;;     (add-to-list 'load-path "/where/it/is/fencepost/editors/emacs")
;;     (require 'fencepost-mode)
;;     (add-hook 'fencepost-mode-hook #'eglot-ensure)
;;
;; C with tests in its comments is for `fencepost-c-mode', a minor mode:
;;
;;     (add-hook 'c-mode-hook #'fencepost-c-mode-maybe)
;;
;; Eglot talks to one server in a buffer, so that a buffer with this mode has no
;; other, such as clangd.
;;
;; Eglot has no code lenses, so the verdict of each test is shown behind its
;; first line, and in the mode line.

;;; Code:

(require 'cl-lib)
(require 'eglot)
(require 'jsonrpc)
(require 'url-util)

(defgroup fencepost nil
  "Litmus tests of the Linux-kernel memory model."
  :group 'languages
  :prefix "fencepost-")

(defcustom fencepost-server-command '("fencepost" "serve")
  "Program of the language server and its arguments."
  :type '(repeat string))

(defcustom fencepost-settings nil
  "Settings of the server as a property list, for example (:unroll 3).
The keys are those of the section `fencepost' in editors/settings.md;
false is `:json-false'."
  :type 'plist)

(defcustom fencepost-show-verdicts t
  "Whether the verdict of a test is shown behind its first line."
  :type 'boolean)

(defface fencepost-verdict '((t :inherit shadow :slant italic))
  "Face of the verdict behind a test's first line.")

(defface fencepost-verdict-wrong '((t :inherit error :slant italic))
  "Face of a verdict that is not the expected one.")

;;;; Litmus files

(defvar fencepost-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?_ "_" table)
    (modify-syntax-entry ?/ ". 124b" table)
    (modify-syntax-entry ?* ". 23" table)
    (modify-syntax-entry ?\n "> b" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?\\ "." table)
    (dolist (operator '(?& ?| ?= ?< ?> ?+ ?- ?% ?~ ?!))
      (modify-syntax-entry operator "." table))
    table)
  "Syntax of litmus tests, except for the comments around threads.")

;; A comment around threads is (* … *); in (*x) there is none: its star is
;; followed by a blank, another star or the end of the line.
(defconst fencepost--outer-comment "\\((\\)\\*\\(?:[ \t*]\\|$\\)")

(defun fencepost--syntax-propertize (start end)
  "Mark the comments around threads between START and END."
  (goto-char start)
  ;; A comment that begins before START has to be gone through to its end.
  (let ((state (syntax-ppss)))
    (when (eq (nth 7 state) 'syntax-table)
      (fencepost--close-comment end)))
  (while (re-search-forward fencepost--outer-comment end t)
    (unless (save-excursion (nth 8 (syntax-ppss (match-beginning 1))))
      (put-text-property (match-beginning 1) (match-end 1) 'syntax-table '(14))
      (goto-char (1+ (match-end 1)))
      (fencepost--close-comment end))))

(defun fencepost--close-comment (end)
  "Mark the end of the comment around threads that point is in, up to END."
  (when (re-search-forward "\\*\\()\\)" end 'move)
    (put-text-property (match-beginning 1) (match-end 1) 'syntax-table '(14))))

(defconst fencepost-font-lock-keywords
  `((,(rx bos "C" eow) . font-lock-preprocessor-face)
    (,(rx bos "C" (+ (in " \t")) (group (+ (not (in " \t\n(\""))))) 1 font-lock-function-name-face)
    (,(rx symbol-start "Result:" (* (in " \t"))
          (group (or "Never" "Sometimes" "Always" "Maybe" "DEADLOCK")))
     1 font-lock-warning-face prepend)
    (,(rx bol (* (in " \t")) (group "P" (+ digit)) (* (in " \t")) "(") 1 font-lock-function-name-face)
    (,(rx bol (* (in " \t")) (? "~" (* (in " \t")))
          (group (or "exists" "forall" "locations" "filter" "final" "observed" "Observed")) symbol-end)
     1 font-lock-keyword-face)
    (,(rx symbol-start (group (+ digit)) ":" (group (+ (or word (syntax symbol)))))
     2 font-lock-variable-name-face)
    (,(rx (or "/\\" "\\/")) . font-lock-keyword-face)
    (,(rx symbol-start (or "if" "else" "while" "for" "do") symbol-end) . font-lock-keyword-face)
    (,(rx symbol-start
          (or "int" "long" "char" "short" "unsigned" "signed" "void" "volatile" "const" "bool"
              "u8" "u16" "u32" "u64" "s8" "s16" "s32" "s64" "uintptr_t" "intptr_t"
              "atomic_t" "spinlock_t" "struct" "srcu_struct")
          symbol-end)
     . font-lock-type-face)
    (,(rx symbol-start
          (or "READ_ONCE" "WRITE_ONCE" "barrier"
              (seq "smp_" (or (seq (? (in "rw")) "mb") "load_acquire" "store_release" "store_mb"
                              (seq "mb__" (or "before" "after") "_" (+ (in "a-z_")))))
              (seq "atomic_" (+ (in "a-z_")))
              (seq (? "cmp") "xchg" (? (or "_relaxed" "_acquire" "_release")))
              (seq "spin_" (or "lock" "unlock" "trylock" "is_locked"))
              (seq (? "s") "rcu_read_" (? "un") "lock")
              (seq "srcu_" (or "down" "up") "_read")
              (seq "rcu_" (or "dereference" "assign_pointer"))
              (seq "synchronize_" (? "s") "rcu" (? "_expedited")))
          symbol-end)
     . font-lock-builtin-face))
  "What `fencepost-mode' colours.")

;;;###autoload
(define-derived-mode fencepost-mode prog-mode "Litmus"
  "Major mode for litmus tests in C, as herd7 reads them."
  (setq-local comment-start "// ")
  (setq-local comment-end "")
  (setq-local comment-start-skip "\\(?://+\\|/\\*+\\|(\\*+\\)[ \t]*")
  (setq-local indent-tabs-mode t)
  (setq-local tab-width 8)
  (setq-local parse-sexp-lookup-properties t)
  (setq-local syntax-propertize-function #'fencepost--syntax-propertize)
  (setq-local font-lock-defaults '(fencepost-font-lock-keywords)))

;;;; Memory models

(defvar fencepost-cat-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?\( "()1n" table)
    (modify-syntax-entry ?\) ")(4n" table)
    (modify-syntax-entry ?* ". 23n" table)
    (modify-syntax-entry ?\" "\"" table)
    (modify-syntax-entry ?\\ "." table)
    (dolist (of-names '(?_ ?- ?.))
      (modify-syntax-entry of-names "_" table))
    table)
  "Syntax of memory models in cat.")

(defconst fencepost-cat-font-lock-keywords
  `((,(rx symbol-start
          (or "let" "rec" "and" "in" "fun" "match" "with" "begin" "end" "try" "if" "then" "else"
              "when" "procedure" "call" "forall" "do" "from" "as" "enum" "instructions" "default"
              "include" "show" "unshow")
          symbol-end)
     . font-lock-keyword-face)
    (,(rx symbol-start (or "acyclic" "irreflexive" "empty" "flag" "undefined_unless" "assert" "subset")
          symbol-end)
     . font-lock-warning-face)
    (,(rx symbol-start "let" (+ space) (? "rec" (+ space)) (group (+ (or word (syntax symbol)))))
     1 font-lock-function-name-face)
    (,(rx "'" (group alpha (* (in alnum "_.-")))) 1 font-lock-constant-face))
  "What `fencepost-cat-mode' colours.")

;;;###autoload
(define-derived-mode fencepost-cat-mode prog-mode "Cat"
  "Major mode for memory models in cat."
  (setq-local comment-start "(* ")
  (setq-local comment-end " *)")
  (setq-local comment-start-skip "(\\*+[ \t]*")
  (setq-local font-lock-defaults '(fencepost-cat-font-lock-keywords)))

;;;###autoload
(add-to-list 'auto-mode-alist '("\\.litmus\\'" . fencepost-mode))
;;;###autoload
(add-to-list 'auto-mode-alist '("\\.\\(?:cat\\|bell\\)\\'" . fencepost-cat-mode))

;;;; The server

(defclass fencepost-server (eglot-lsp-server) ()
  :documentation "Connection to `fencepost serve'.")

(cl-defmethod eglot-initialization-options ((_server fencepost-server))
  "Send the settings, and ask for the verdicts."
  (append fencepost-settings (list :results t :clientCommands [])))

(defun fencepost--contact (&optional _interactive)
  "Return what Eglot starts; say how to get it if it is not there."
  (unless (executable-find (car fencepost-server-command))
    (user-error "There is no `%s' on the PATH: build it with `make build' in a clone of github.com/lkmm-tools/fencepost, or set `fencepost-server-command'"
                (car fencepost-server-command)))
  (cons 'fencepost-server fencepost-server-command))

(add-to-list 'eglot-server-programs
             '((fencepost-mode :language-id "litmus") . fencepost--contact))

(defun fencepost--current-server ()
  "Return the server of this buffer or tell that there is none."
  (or (eglot-current-server)
      (user-error "No server is connected: M-x eglot")))

(defun fencepost--uri ()
  "Return the URI of the file of this buffer."
  (if (fboundp 'eglot-path-to-uri)
      (eglot-path-to-uri buffer-file-name)
    (concat "file://" (url-hexify-string (file-truename buffer-file-name) url-path-allowed-chars))))

;;;; Verdicts

(defvar-local fencepost--verdict nil "Text about this buffer's tests in the mode line.")
(defvar-local fencepost--overlays nil "Overlays that show the verdicts of this buffer.")

(defun fencepost--set (text)
  "Return nil if TEXT is nil, null or empty, else TEXT."
  (and (stringp text) (not (string-empty-p text)) text))

(defun fencepost-describe (test)
  "Put the outcome of TEST, a TestItem as a property list, in a few words."
  (cl-destructuring-bind (&key observation verdict outcome expected reason &allow-other-keys) test
    (let ((seen (or (fencepost--set observation) (fencepost--set verdict) "no verdict"))
          (expected (fencepost--set expected))
          (because (if (fencepost--set reason) (concat ": " reason) "")))
      (pcase outcome
        ((and "missed" (guard (fencepost--set verdict))) (or (fencepost--set reason) seen))
        ((and "up to the loop bound" (guard (fencepost--set verdict))) seen)
        ("passed" (if expected (concat seen ", as expected") seen))
        ("missed" (if expected (format "%s, expected %s" seen expected) (concat seen because)))
        ("faulty" (concat "not checked" because))
        ("undecided" (concat "undecided" because))
        ("up to the loop bound" (concat seen " up to the loop bound"))
        (_ "not checked yet")))))

(defun fencepost--show-verdicts (tests)
  "Show the verdicts of TESTS, a vector of TestItems, in this buffer."
  (mapc #'delete-overlay fencepost--overlays)
  (setq fencepost--overlays nil)
  (save-excursion
    (save-restriction
      (widen)
      (mapc
       (lambda (test)
         (goto-char (point-min))
         (forward-line (plist-get (plist-get (plist-get test :range) :start) :line))
         (let ((overlay (make-overlay (line-end-position) (line-end-position) nil t))
               (face (if (member (plist-get test :outcome) '("passed" "unknown"))
                         'fencepost-verdict
                       'fencepost-verdict-wrong)))
           (overlay-put overlay 'fencepost t)
           (overlay-put overlay 'after-string
                        (propertize (concat "  " (fencepost-describe test)) 'face face))
           (push overlay fencepost--overlays)))
       tests))))

(defun fencepost--path (uri)
  "Return the path of the file of URI."
  (decode-coding-string (url-unhex-string (string-remove-prefix "file://" uri)) 'utf-8))

(defun fencepost--find-buffer (uri)
  "Return the buffer that visits the file of URI, or nil."
  (find-buffer-visiting (fencepost--path uri)))

(cl-defmethod eglot-handle-notification
  ((_server fencepost-server) (_method (eql fencepost/results)) &key uri tests &allow-other-keys)
  "Keep and show the verdicts of the TESTS of URI."
  (when-let ((buffer (fencepost--find-buffer uri)))
    (with-current-buffer buffer
      (setq fencepost--verdict
            (pcase (length tests)
              (0 nil)
              (1 (fencepost-describe (aref tests 0)))
              (n (format "%d of %d passed"
                         (cl-count "passed" tests :test #'equal
                                   :key (lambda (test) (plist-get test :outcome)))
                         n))))
      (setq mode-line-process (and fencepost--verdict (concat ": " fencepost--verdict)))
      (force-mode-line-update)
      (when fencepost-show-verdicts
        (fencepost--show-verdicts tests)))))

(cl-defmethod eglot-handle-notification
  ((_server fencepost-server) (_method (eql fencepost/status)) &key &allow-other-keys)
  "Leave out whether the server is busy: Eglot shows its progress.")

;;;; Commands

(defun fencepost--send-changes ()
  "Send changes that Eglot still holds back, so that the answer is about this text."
  (when (fboundp 'eglot--signal-textDocument/didChange)
    (eglot--signal-textDocument/didChange)))

(defun fencepost--execute (command arguments)
  "Have the server execute COMMAND with ARGUMENTS, a vector, and return its answer."
  (jsonrpc-request (fencepost--current-server) :workspace/executeCommand
                   (list :command command :arguments arguments)
                   :timeout 600))

(defun fencepost-verify ()
  "Verify the litmus tests of this file now."
  (interactive)
  (fencepost--send-changes)
  (let ((tests (fencepost--execute "fencepost.server.verify" (vector (list :uri (fencepost--uri))))))
    (message "%s" (mapconcat (lambda (test)
                               (format "%s: %s" (plist-get test :name) (fencepost-describe test)))
                             tests "; "))))

(defun fencepost-verify-workspace ()
  "Verify all litmus tests of the project.
Problems of files that are not open are listed by
\\[flymake-show-project-diagnostics]."
  (interactive)
  (cl-destructuring-bind (&key files tests passed missed faulty undecided &allow-other-keys)
      (fencepost--execute "fencepost.server.verifyWorkspace" [])
    (message "%d tests in %d files: %d passed, %d not as expected, %d could not be checked, %d undecided"
             tests files passed missed faulty undecided)))

(defvar-local fencepost--events nil "Events of the execution that this buffer shows.")
(defvar-local fencepost--source nil "Buffer with the text of the execution that this buffer shows.")

(defvar fencepost-execution-mode-map
  (let ((map (make-sparse-keymap)))
    (define-key map (kbd "RET") #'fencepost-execution-visit)
    map)
  "Keys of `fencepost-execution-mode'.")

(defconst fencepost-execution-font-lock-keywords
  `((,(rx symbol-start "P" (+ digit) symbol-end) . font-lock-function-name-face)
    (,(rx bol (* " ") (or "exists" "forall" "~exists") (* nonl)) . font-lock-keyword-face)
    (,(rx symbol-start "writes " (+ (not (in "|\n")))) . font-lock-string-face)
    (,(rx symbol-start "reads " (+ (not (in "|\n")))) . font-lock-variable-name-face)
    (,(rx "In the end:" (* nonl)) . 'bold))
  "What `fencepost-execution-mode' colours.")

(define-derived-mode fencepost-execution-mode special-mode "Execution"
  "Major mode of the buffer that shows an execution of a litmus test."
  (setq-local font-lock-defaults '(fencepost-execution-font-lock-keywords t))
  (setq truncate-lines t))

(defun fencepost--event-at-point ()
  "Return the event of the cell that point is in, or the next one to the left."
  (save-excursion
    (let ((column (current-column)) (found nil))
      (beginning-of-line)
      (while (re-search-forward "\\_<\\([0-9]+\\) \\([a-z]+\\) " (line-end-position) t)
        (let ((event (cl-find (match-string 2) fencepost--events :test #'equal
                              :key (lambda (event) (plist-get event :id))))
              (line (string-to-number (match-string 1)))
              (start (save-excursion (goto-char (match-beginning 0)) (current-column))))
          (when (and event (= line (plist-get event :line)) (or (null found) (<= start column)))
            (setq found event))))
      found)))

(defun fencepost-execution-visit ()
  "Go to the line of the event at point."
  (interactive)
  (let ((event (or (fencepost--event-at-point) (user-error "There is no event here")))
        (source fencepost--source))
    (unless (buffer-live-p source)
      (user-error "The buffer of the test is gone"))
    (pop-to-buffer (if-let ((uri (fencepost--set (plist-get event :uri))))
                       (find-file-noselect (fencepost--path uri))
                     source))
    (goto-char (point-min))
    (forward-line (1- (plist-get event :line)))
    (back-to-indentation)))

(defun fencepost-show-execution (&optional which)
  "Show an execution of the first test of this file.
WHICH is \"positive\", \"negative\", \"property:N\", \"error\",
\"flag:NAME\" or, for the most telling one, \"\"; with a prefix
argument it is asked for."
  (interactive
   (list (when current-prefix-arg
           (completing-read "Which execution: " '("positive" "negative" "property:1" "error" "flag:data-race")))))
  (fencepost--send-changes)
  (let* ((source (current-buffer))
         (answer (jsonrpc-request (fencepost--current-server) :fencepost/execution
                                  (list :uri (fencepost--uri) :test "" :which (or which ""))))
         (buffer (get-buffer-create "*fencepost execution*")))
    (with-current-buffer buffer
      (fencepost-execution-mode)
      (setq fencepost--events (append (plist-get answer :events) nil)
            fencepost--source source)
      (let ((inhibit-read-only t))
        (erase-buffer)
        (insert (or (fencepost--set (plist-get answer :text))
                    (fencepost--set (plist-get answer :note))
                    "There is no execution to show.")))
      (goto-char (point-min)))
    (display-buffer buffer '((display-buffer-reuse-window display-buffer-below-selected)
                             (window-height . fit-window-to-buffer)))))

(define-key fencepost-mode-map (kbd "C-c C-v") #'fencepost-verify)
(define-key fencepost-mode-map (kbd "C-c C-w") #'fencepost-verify-workspace)
(define-key fencepost-mode-map (kbd "C-c C-e") #'fencepost-show-execution)

;;;; C with tests in its comments

(defvar fencepost-c-mode-map
  (let ((map (make-sparse-keymap)))
    (define-key map (kbd "C-c C-v") #'fencepost-verify)
    (define-key map (kbd "C-c C-w") #'fencepost-verify-workspace)
    (define-key map (kbd "C-c C-e") #'fencepost-show-execution)
    map)
  "Keys of `fencepost-c-mode'.")

;;;###autoload
(define-minor-mode fencepost-c-mode
  "Check the tests in the comments of a C file with `fencepost serve'.
Eglot then talks to that server in this buffer, and to no other."
  :lighter " Fencepost" :keymap fencepost-c-mode-map
  (cond
   (fencepost-c-mode
    (setq-local eglot-server-programs
                (cons (cons (list major-mode :language-id "c") #'fencepost--contact) eglot-server-programs))
    (eglot-ensure))
   (t
    (kill-local-variable 'eglot-server-programs)
    (mapc #'delete-overlay fencepost--overlays)
    (setq mode-line-process nil)
    (when (eglot-managed-p)
      (eglot-shutdown (eglot-current-server))))))

;;;###autoload
(defun fencepost-c-mode-maybe ()
  "Turn `fencepost-c-mode' on if this C file can have tests."
  (save-excursion
    (save-restriction
      (widen)
      (goto-char (point-min))
      (when (or (search-forward "@lkmm" nil t)
                (and (search-forward "pthread_create" nil t)
                     (progn (goto-char (point-min)) (search-forward "main" nil t))))
        (fencepost-c-mode 1)))))

(provide 'fencepost-mode)
;;; fencepost-mode.el ends here
