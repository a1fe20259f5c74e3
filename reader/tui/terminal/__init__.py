"""Talk to the terminal: driver, probe, output order, clipboard, graphics protocols."""
