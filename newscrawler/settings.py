"""Every decision of policy, in the order a story meets it."""

BOT_NAME = "newscrawler"
SPIDER_MODULES = ["newscrawler.sites", "newscrawler.spiders"]
NEWSPIDER_MODULE = "newscrawler.sites"
COMMANDS_MODULE = "newscrawler.commands"

# One lock file per job, for people to see who holds it; the lock itself is the kernel's.
LOCK_DIR = "state/locks"

# More than half of the requests failing is a broken site, not a broken link (exit code 4).
MAX_ERROR_SHARE = 0.5
