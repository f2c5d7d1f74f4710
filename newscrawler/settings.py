"""Every decision of policy, in the order a story meets it."""

BOT_NAME = "newscrawler"
SPIDER_MODULES = ["newscrawler.sites", "newscrawler.spiders"]
NEWSPIDER_MODULE = "newscrawler.sites"
COMMANDS_MODULE = "newscrawler.commands"
