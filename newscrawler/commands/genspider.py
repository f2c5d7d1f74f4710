"""``scrapy genspider``: Scrapy's own, and ``-t aggregator`` for a site and its fixture."""

from __future__ import annotations

import argparse
from pathlib import Path

from scrapy.commands.genspider import Command as ScrapyGenspider
from scrapy.commands.genspider import verify_url_scheme
from scrapy.exceptions import UsageError
from scrapy.utils.conf import closest_scrapy_cfg

from newscrawler import scaffold

TEMPLATE = "aggregator"


class Command(ScrapyGenspider):
    """Adds one template to Scrapy's; a TEMPLATES_DIR of ours would hide theirs."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        if opts.list:
            super().run(args, opts)
            print(f"  {TEMPLATE}")
        elif opts.dump == TEMPLATE:
            print(scaffold.definition("mysite", "https://example.com"))
        elif opts.template == TEMPLATE and not opts.dump:
            self._write(args, force=opts.force)
        else:
            super().run(args, opts)

    def _write(self, args: list[str], *, force: bool) -> None:
        if len(args) != 2:
            raise UsageError("give a name and a domain: genspider -t aggregator mysite example.com")
        name, url = args[0], verify_url_scheme(args[1])
        root = Path(closest_scrapy_cfg()).parent
        try:
            paths = scaffold.write(root, name, scaffold.definition(name, url), url, force=force)
        except (scaffold.BadName, scaffold.AlreadyThere) as error:
            raise UsageError(str(error), print_help=False) from error
        for path in paths:
            print(f"wrote {path.relative_to(root)}")
        print(
            f"next: save a real page as fixtures/sites/{name}/page.html, mend the selectors, then "
            f"pytest tests/test_golden.py -k {name} --update-golden"
        )
