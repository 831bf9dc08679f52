"""Assets: the stylesheet and the scripts of the theme, as they are served."""
