"""Everything on the glass: the app, one module per screen, dialogs and widgets. No SQL, no rule of the trade."""
