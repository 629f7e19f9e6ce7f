"""TAB on a command line: what may come next (`offer`), asked for and answered in each shell's way (`shells`)."""
