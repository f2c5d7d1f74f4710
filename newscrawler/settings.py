"""Every decision of policy, in the order a story meets it."""

BOT_NAME = "newscrawler"
SPIDER_MODULES = ["newscrawler.sites", "newscrawler.spiders"]
NEWSPIDER_MODULE = "newscrawler.sites"
COMMANDS_MODULE = "newscrawler.commands"

# --- Who asks: honest, so that a site can tell us apart, slow us down or reach us.
CONTACT = ""  # a URL or an address where the operator can be reached; in the user agent
ADDONS = {
    "newscrawler.network.contact.Contact": 0,  # the user agent: name, version, contact
}
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "newscrawler"  # the product token that a robots.txt may name (RFC 9309)

# --- How fast: a news site must not notice us.
CONCURRENT_REQUESTS = 32
CONCURRENT_REQUESTS_PER_DOMAIN = 2
DOWNLOAD_DELAY = 1
DOWNLOADER = "newscrawler.network.domains.DomainDownloader"  # limits by registered domain
NETWORK_TURNS = "state/domains"  # the file by which crawls at the same time share those limits
AUTOTHROTTLE_ENABLED = True  # slower where the site is slow
AUTOTHROTTLE_START_DELAY = 1  # Scrapy's 5 s would make a ten-page crawl take a minute

# --- What may be connected to: public addresses on the web's ports, nothing else.
NETWORK_ALLOW: list[str] = []  # networks (CIDR) allowed beside the public ones
NETWORK_PORTS = [80, 443]  # other ports of public hosts are admin consoles and databases
NETWORK_PROXY = None  # the one proxy, http://[user:password@]host:port
TWISTED_DNS_RESOLVER = "newscrawler.network.guard.GuardResolver"
DOWNLOAD_HANDLERS = {
    "http": "newscrawler.network.handler.GuardedHandler",
    "https": "newscrawler.network.handler.GuardedHandler",
    # A link may not read the machine's files or its object stores.
    "file": None,
    "data": None,
    "ftp": None,
    "s3": None,
}
HTTPPROXY_ENABLED = False  # it takes proxies from the environment, past the guard
DOWNLOAD_VERIFY_CERTIFICATES = True  # Scrapy's default accepts any
TELNETCONSOLE_ENABLED = False  # runs code that it is sent
REMOTE_CONTROL_ENABLED = False  # likewise

# --- How much may come back, and how long it may take.
DOWNLOAD_TIMEOUT = 30  # seconds in all for one response; also bounds the wait after SIGTERM
NETWORK_TIME_LIMIT = 60.0  # seconds of downloading for one request, redirects and retries in
DNS_TIMEOUT = 10  # a lookup holds one of ten threads
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024  # decompressed too; a bomb of 2 GiB then costs 90 MB
DOWNLOAD_WARNSIZE = 5 * 1024 * 1024
URLLENGTH_LIMIT = 2083
REDIRECT_MAX_TIMES = 5  # RFC 9309 asks for five; honest chains have one or two
METAREFRESH_MAXDELAY = 5  # a longer one is a page that reloads itself
RETRY_TIMES = 2
DEPTH_LIMIT = 5
CLOSESPIDER_TIMEOUT = 3000  # an hourly cron line must be free for the next run
MEMUSAGE_LIMIT_MB = 1024
MEMUSAGE_CHECK_INTERVAL_SECONDS = 5  # Scrapy looks each minute; 700 MB can come in six seconds

RESOLVE_BUDGET = 100  # requests a run to redirectors; with the delay, under two minutes of one

# --- What is not given away.
COOKIES_ENABLED = False  # no site follows a crawl around, no suffix list is fetched for them
REFERRER_POLICY = "same-origin"  # the address of a listing may hold a key

DOWNLOADER_MIDDLEWARES = {
    "newscrawler.memory.conditional.Conditional": 900,  # each hop of a redirect by itself
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "newscrawler.network.robots.Robots": 100,  # in its place; an unreachable file forbids
    "newscrawler.network.clock.FetchClock": 990,  # next to the wire: when a page was fetched
    "newscrawler.network.proxy.NamedProxy": 750,  # where Scrapy's own proxies stand
}
EXTENSIONS = {
    "scrapy.extensions.throttle.AutoThrottle": None,
    "newscrawler.network.domains.Throttle": 0,  # in its place; keeps to a Crawl-delay
    "newscrawler.network.startup.Startup": 0,  # refuses settings that lead past the guard
    "scrapy.extensions.feedexport.FeedExporter": None,
    "newscrawler.output.feeds.DurableFeeds": 0,  # in its place; nothing is torn or lost
    "newscrawler.output.heartbeat.Heartbeat": 0,  # ends a run that hears nothing
    "newscrawler.network.patience.Patience": 0,  # for the time of the next run
}

SPIDER_MIDDLEWARES = {
    "newscrawler.memory.followed.Followed": 950,  # near the spider: owed pages come first
}

# --- What becomes of a record.
ITEM_PIPELINES = {
    "newscrawler.pipelines.validate.Validate": 100,  # is it a story at all
    "newscrawler.pipelines.resolve.Resolve": 150,  # the publisher's address, before it makes the id
    "newscrawler.pipelines.normalise.Normalise": 200,  # the same thing in the same form
    "newscrawler.pipelines.conceal.Conceal": 250,  # the operator's secrets, once the id is made
    "newscrawler.pipelines.dedupe.Dedupe": 300,  # once in a run
    "newscrawler.pipelines.remember.Remember": 400,  # once for all, unless it changes
}
LOG_LEVEL = "INFO"
LOG_FORMATTER = "newscrawler.logformat.OneLine"

# --- What was seen before (docs/memory.md). Relative to the folder that the crawl runs in.
MEMORY_URL = "sqlite:///state/memory.sqlite"  # as SQLAlchemy has it; empty: no memory
LOCK_DIR = "state/locks"  # a file a job, for people to see who holds it; the kernel locks
REFETCH_KNOWN = False  # a known story's own page is not fetched again

# --- Where the stories go (docs/feed.md): durable lines, published whole.
FEED_URI_PARAMS = "newscrawler.output.names.uri_params"  # adds %(run_id)s
FEED_STORE_EMPTY = False  # a run without stories has a manifest, not a file
FEED_EXPORT_ENCODING = "utf-8"  # Scrapy's default escapes every letter that is not ASCII
FEED_GROUP_ITEMS = 500  # lines for one fsync and one commit: 12 us of CPU each, 380 singly
FEED_GROUP_SECONDS = 1.0  # or after this long; a kill costs no more than re-reading these
FEED_EXPORTERS = dict.fromkeys(
    ("jsonlines", "jsonl", "jl", "gz", "zst"),  # the last two: `-o stories.jsonl.gz`
    "newscrawler.output.exporter.DurableJsonLinesExporter",
)
FEED_STORAGES = {
    "": "newscrawler.output.storage.DurableStorage",
    "file": "newscrawler.output.storage.DurableStorage",
    "s3": "newscrawler.output.storage.DurableStorage",  # needs boto3
    "gs": "newscrawler.output.storage.DurableStorage",  # needs google-cloud-storage
    "stdout": "newscrawler.output.storage.StdoutStorage",
}
FEED_SPOOL_DIR = "state/spool"  # what is not yet in the object store
FEED_SEGMENT_BYTES = 8 * 1024 * 1024  # a segment of this size is sent at once,
FEED_SEGMENT_SECONDS = 60.0  # or at this age: a consumer waits no longer for a story
CRON_FEED = "feeds/%(name)s/%(run_id)s.jsonl"  # of `scrapy cron`, where FEEDS says nothing
MAX_ERROR_SHARE = 0.5  # more failed requests than this are a broken site: exit code 4

# --- When to come back (docs/cron.md).
POLL_SHORTEST_SECONDS = 900
POLL_LONGEST_SECONDS = 86_400
STALL_SECONDS = 0.0  # of `scrapy crawl`; `scrapy cron` sets
CRON_STALL_SECONDS = 300.0  # without an answer: ten times the longest that one may take
