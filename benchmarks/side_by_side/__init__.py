"""Side by side: what is measured, what is asked for, and how it is told. ../compare is the command."""
