"""The practice in the browser: Django pages over the engine; decides nothing clinical."""
