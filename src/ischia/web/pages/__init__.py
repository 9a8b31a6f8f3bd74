"""Pages, one folder a task: views, plain forms, templates. No table is touched from here."""
