"""Read models that are kept beside the record, so that no question folds what was folded before.

They are a cache: whatever they hold follows from the entries, they never leave the log, and a log is read without them
where they are missing or of another version. There are two: how each entry reads (`readings`), and how each thing
stands after so many of its entries (`states`). `standing` answers from both what else is folded from the whole record.
"""
