package io.connectors.salesforce.run;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An H2 that is opened once and closed once. H2 closes a file with its last connection and makes it small again, for ten seconds
 * at most; a pool without idle connections would have it do so at the start, so one connection stays from the first moment to the last.
 */
final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final int ALREADY_OPEN = 90020;
    private static final long LARGEST_CACHE_KB = 65_536;
    /** The part of the heap that the cache may fill: what H2 itself takes. */
    private static final int SHARE_OF_HEAP = 16;

    private final String url;
    private final Connection kept;

    private EmbeddedDatabase(String url, Connection kept) {
        this.url = url;
        this.kept = kept;
    }

    static boolean names(String url) {
        return url.startsWith("jdbc:h2:");
    }

    /**
     * Opens it.
     *
     * @throws DatabaseHeld if another process has it
     */
    static EmbeddedDatabase open(String url, String username, String password) {
        DatabaseFiles.of(url).ifPresent(DatabaseFiles::protect);
        String whole = whole(url);
        try {
            return new EmbeddedDatabase(whole, DriverManager.getConnection(whole, username, password));
        } catch (SQLException refused) {
            if (refused.getErrorCode() == ALREADY_OPEN) {
                throw new DatabaseHeld(whole.substring(0, whole.indexOf(';')), refused);
            }
            throw new IllegalStateException(
                    "The embedded database cannot be opened: " + refused.getMessage() + ". Check database.url.",
                    refused);
        }
    }

    /**
     * What this project needs of H2, whatever else the URL says: the SQL of PostgreSQL; that a commit is on disk when it
     * returns, as a killed process must not forget what it has acknowledged; time to make the file small again at the end,
     * as a run rewrites much of it; and a cache that does not grow with a large heap, unless the URL names one.
     */
    private static String whole(String url) {
        return url + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_ON_EXIT=FALSE"
                + ";LOCK_TIMEOUT=30000;WRITE_DELAY=0;MAX_COMPACT_TIME=10000"
                + DatabaseFiles.quiet(url)
                + (url.toUpperCase(Locale.ROOT).contains(";CACHE_SIZE=") ? "" : ";CACHE_SIZE=" + cacheKb());
    }

    private static long cacheKb() {
        return Math.min(LARGEST_CACHE_KB, Runtime.getRuntime().maxMemory() / 1024 / SHARE_OF_HEAP);
    }

    /** For further connections. */
    String url() {
        return url;
    }

    @Override
    public void close() {
        try {
            kept.close();
        } catch (SQLException gone) {
            LOG.debug("The embedded database was closed before", gone);
        }
    }
}
