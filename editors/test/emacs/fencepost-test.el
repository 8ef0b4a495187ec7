;;; fencepost-test.el --- Eglot and fencepost-mode in batch  -*- lexical-binding: t -*-

;;; Commentary:

;; Run by run.sh.  A test waits for what it expects, up to a limit, and never
;; for a time.

;;; Code:

(require 'cl-lib)
(require 'flymake)
(require 'fencepost-mode)

(defvar fencepost-test-folder (file-name-as-directory (make-temp-file "fencepost" t)))
(defvar fencepost-test-failed 0)

(setq eglot-sync-connect 20
      eglot-send-changes-idle-time 0.05
      eglot-events-buffer-size 0
      flymake-no-changes-timeout 0.05
      create-lockfiles nil
      make-backup-files nil)

(defconst fencepost-test-message-passing "C mp-relaxed

(* Result: Sometimes *)

{}

P0(int *x, int *y)
{
	WRITE_ONCE(*x, 1);
	WRITE_ONCE(*y, 1);
}

P1(int *x, int *y)
{
	int r0 = READ_ONCE(*y);
	int r1 = READ_ONCE(*x);
}

exists (1:r0=1 /\\ 1:r1=0)
")

(defmacro fencepost-await (what &rest condition)
  "Wait until CONDITION holds and return its value; fail naming WHAT."
  (declare (indent 1))
  `(let ((deadline (+ (float-time) 20)) value)
     (while (not (setq value (progn ,@condition)))
       (when (> (float-time) deadline)
         (error "Waited in vain for: %s" ,what))
       (accept-process-output nil 0.02))
     value))

(defun fencepost-same (got want what)
  "Fail naming WHAT if GOT is not WANT."
  (unless (equal got want)
    (error "%s:\n  got  %S\n  want %S" what got want)))

(defun fencepost-contains (text part)
  "Fail if TEXT does not contain PART."
  (unless (and text (string-match-p (regexp-quote part) text))
    (error "%S is missing in:\n%s" part text)))

(defun fencepost-open (name text)
  "Write a file NAME with TEXT and open it with a server."
  (let ((file (expand-file-name name fencepost-test-folder)))
    (write-region text nil file nil 'quiet)
    (find-file file)
    (unless (eglot-current-server)
      (apply #'eglot (eglot--guess-contact)))
    (fencepost-await "a server" (eglot-current-server))))

(defun fencepost-replace (from to)
  "Replace the first FROM of the buffer with TO."
  (goto-char (point-min))
  (search-forward from)
  (replace-match to t t)
  (fencepost--send-changes))

(defun fencepost-problems ()
  "Return the diagnostics of this buffer, in the order of the text."
  (flymake-start)
  (sort (flymake-diagnostics)
        (lambda (a b) (< (flymake-diagnostic-beg a) (flymake-diagnostic-beg b)))))

(defun fencepost-verdict-is (text)
  "Wait until the verdict of this buffer is TEXT."
  (fencepost-await (concat "the verdict " text) (equal fencepost--verdict text)))

(defmacro fencepost-deftest (name &rest body)
  "Run BODY at once as the test NAME."
  (declare (indent 1))
  `(condition-case err
       (progn ,@body (princ (format "ok     %s\n" ,name)))
     (error
      (cl-incf fencepost-test-failed)
      (princ (format "FAILED %s\n       %s\n" ,name
                     (replace-regexp-in-string "\n" "\n       " (error-message-string err)))))))

(fencepost-deftest "a missing program is told with how to get it"
  (let ((fencepost-server-command '("no-such-fencepost" "serve")))
    (fencepost-contains
     (condition-case err (progn (fencepost--contact) "") (user-error (error-message-string err)))
     "make build")))

(fencepost-deftest "mode, language and colours"
  (fencepost-open "colours.litmus" fencepost-test-message-passing)
  (fencepost-same major-mode 'fencepost-mode "major mode")
  (font-lock-ensure)
  (cl-flet ((face (part)
              (goto-char (point-min))
              (search-forward part)
              (get-text-property (match-beginning 0) 'face)))
    (fencepost-same (face "mp-relaxed") 'font-lock-function-name-face "name")
    (fencepost-same (face "Result") 'font-lock-comment-face "comment")
    (fencepost-same (face "WRITE_ONCE") 'font-lock-builtin-face "primitive")
    (fencepost-same (face "int *x") 'font-lock-type-face "type")
    (fencepost-same (face "exists") 'font-lock-keyword-face "question"))
  (goto-char (point-min))
  (search-forward "(*x")
  (fencepost-same (nth 4 (syntax-ppss)) nil "a dereference is no comment"))

(fencepost-deftest "the verdict stands behind the first line and in the mode line"
  (fencepost-open "verdict.litmus" fencepost-test-message-passing)
  (fencepost-verdict-is "Sometimes, as expected")
  (fencepost-contains (overlay-get (car fencepost--overlays) 'after-string) "Sometimes, as expected")
  (fencepost-same (line-number-at-pos (overlay-start (car fencepost--overlays))) 1 "line of the verdict")
  (fencepost-contains (format "%s" mode-line-process) "Sometimes"))

(fencepost-deftest "a mistake gets a diagnostic, the quick fix takes it away"
  (fencepost-open "fix.litmus" fencepost-test-message-passing)
  (fencepost-replace "WRITE_ONCE(*x, 1);" "WRITE_ONCE(*x, 1)")
  (let ((problem (car (fencepost-await "the diagnostic" (fencepost-problems)))))
    (goto-char (flymake-diagnostic-beg problem))
    (let* ((actions (eglot-code-actions (flymake-diagnostic-beg problem) (flymake-diagnostic-end problem)
                                        "quickfix"))
           (last-nonmenu-event ?\r)
           (completing-read-function (lambda (_prompt items &rest _) (caar items))))
      (unless actions (error "No quick fix is offered"))
      (eglot--read-execute-code-action actions (eglot-current-server) nil))
    (fencepost-contains (buffer-string) "WRITE_ONCE(*x, 1);"))
  (fencepost--send-changes)
  (fencepost-await "no diagnostic" (null (fencepost-problems)))
  (fencepost-verdict-is "Sometimes, as expected"))

(fencepost-deftest "an edit changes the verdict"
  (fencepost-open "edit.litmus" fencepost-test-message-passing)
  (fencepost-verdict-is "Sometimes, as expected")
  (fencepost-replace "WRITE_ONCE(*y, 1)" "smp_store_release(y, 1)")
  (fencepost-replace "READ_ONCE(*y)" "smp_load_acquire(y)")
  (fencepost-verdict-is "Never, expected Sometimes")
  (fencepost-contains (flymake-diagnostic-text (car (fencepost-await "the missed expectation" (fencepost-problems))))
                      "Sometimes"))

(fencepost-deftest "hover"
  (fencepost-open "hover.litmus" fencepost-test-message-passing)
  (switch-to-buffer (current-buffer))
  (goto-char (point-min))
  (search-forward "READ_ON")
  (let (shown)
    (eglot-hover-eldoc-function (lambda (text &rest _) (setq shown (or text ""))))
    (fencepost-contains (fencepost-await "the hover" shown) "Loads the object once")))

(fencepost-deftest "references and rename through Eglot"
  (fencepost-open "rename.litmus" fencepost-test-message-passing)
  (goto-char (point-min))
  (search-forward "READ_ONCE(*")
  (unless (> (length (xref-backend-references 'eglot "y")) 1)
    (error "Too few references"))
  (eglot-rename "flag")
  (fencepost-contains (buffer-string) "WRITE_ONCE(*flag, 1)")
  (fencepost-contains (buffer-string) "P0(int *x, int *flag)"))

(fencepost-deftest "the execution, and RET goes to the line"
  (fencepost-open "execution.litmus" fencepost-test-message-passing)
  (fencepost-verdict-is "Sometimes, as expected")
  (fencepost-show-execution)
  (with-current-buffer "*fencepost execution*"
    (fencepost-contains (buffer-string) "mp-relaxed (Sometimes)")
    (fencepost-contains (buffer-string) "reads x=0 (initial)")
    (goto-char (point-min))
    (search-forward "15 c ")
    (fencepost-execution-visit))
  (fencepost-same (buffer-name) "execution.litmus" "buffer after RET")
  (fencepost-same (line-number-at-pos) 15 "line after RET"))

(fencepost-deftest "verify and verify the workspace"
  (fencepost-open "verify.litmus" fencepost-test-message-passing)
  (fencepost-contains (fencepost-verify) "mp-relaxed: Sometimes, as expected")
  (fencepost-contains (fencepost-verify-workspace) "files"))

(defconst fencepost-test-publish "/* @lkmm test publish
 * @lkmm shared struct mailbox m
 * @lkmm thread producer(&m, 42)
 * @lkmm thread consumer(&m)
 * @lkmm never consumer.return == 0
 */
struct mailbox { int data; int ready; };

static void producer(struct mailbox *m, int v)
{
	m->data = v;
	WRITE_ONCE(m->ready, 1);
}

static int consumer(struct mailbox *m)
{
	if (!smp_load_acquire(&m->ready))
		return -1;
	return m->data;
}
")

(fencepost-deftest "C: a file without tests is left alone"
  (let ((file (expand-file-name "plain.c" fencepost-test-folder)))
    (write-region "int f(void) { return 0; }\n" nil file nil 'quiet)
    (find-file file)
    (fencepost-c-mode-maybe)
    (fencepost-same fencepost-c-mode nil "mode")))

(fencepost-deftest "C: the verdict, and an edit that mends it"
  (let ((file (expand-file-name "publish.c" fencepost-test-folder)))
    (write-region fencepost-test-publish nil file nil 'quiet)
    (find-file file)
    (fencepost-c-mode-maybe)
    (fencepost-same fencepost-c-mode t "mode")
    (unless (eglot-current-server)
      (apply #'eglot (eglot--guess-contact)))
    (fencepost-await "a server" (eglot-current-server))
    (fencepost-same (type-of (eglot-current-server)) 'fencepost-server "kind of server")
    (fencepost-verdict-is "the property is violated; data race")
    (fencepost-same (line-number-at-pos (overlay-start (car fencepost--overlays))) 1 "line of the verdict")
    (fencepost-contains (mapconcat #'flymake-diagnostic-text (fencepost-await "problems" (fencepost-problems)) "\n")
                        "consumer.return == 0")
    (fencepost-show-execution)
    (with-current-buffer "*fencepost execution*"
      (goto-char (point-min))
      (search-forward "12 ")
      (fencepost-execution-visit))
    (fencepost-same (line-number-at-pos) 12 "line after RET")
    (fencepost-replace "WRITE_ONCE(m->ready, 1)" "smp_store_release(&m->ready, 1)")
    (fencepost-verdict-is "the property holds")
    (fencepost-await "no diagnostic" (null (fencepost-problems)))))

(fencepost-deftest "Eglot has no code lens: none is asked for"
  (fencepost-same (plist-get (plist-get (eglot-client-capabilities (eglot-current-server)) :textDocument) :codeLens)
                  nil "capability codeLens"))

(eglot-shutdown-all)
(dolist (buffer (buffer-list))
  (with-current-buffer buffer (set-buffer-modified-p nil)))
(delete-directory fencepost-test-folder t)
(kill-emacs (min 1 fencepost-test-failed))

;;; fencepost-test.el ends here
