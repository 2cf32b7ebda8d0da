package io.connectors.salesforce.run;

import io.connectors.salesforce.config.Connector;
import io.connectors.salesforce.run.Standing.Fingerprint;
import io.connectors.salesforce.run.Standing.Refusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** What the state holds of single users. */
public final class UserRecords {
    private final State state;

    public UserRecords(State state) {
        this.state = state;
    }

    /** A user's standing at the connector's present platform. */
    public Standing standing(Connector connector, String id) {
        String platform = RunRecords.platform(connector);
        return state.read(handle -> {
            Optional<Refusal> refusal = state.query(handle, "rejection-user")
                    .bind("connector", connector.id())
                    .bind("platform", platform)
                    .bind("id", id)
                    .map((row, context) -> new Refusal(
                            fingerprint(row),
                            row.getString("code"),
                            row.getString("message"),
                            row.getObject("retry_at", OffsetDateTime.class).toInstant()))
                    .findOne();
            return state.query(handle, "snapshot-user")
                    .bind("connector", connector.id())
                    .bind("platform", platform)
                    .bind("id", id)
                    .map((row, context) -> new Standing(
                            row.getBoolean("acknowledged") ? fingerprint(row) : Optional.empty(),
                            true,
                            row.getBoolean("acknowledged"),
                            row.getInt("missing_runs"),
                            refusal))
                    .findOne()
                    .orElse(new Standing(Optional.empty(), false, false, 0, refusal));
        });
    }

    private static Optional<Fingerprint> fingerprint(ResultSet row) throws SQLException {
        byte[] bytes = row.getBytes("fingerprint");
        return bytes == null ? Optional.empty() : Optional.of(Fingerprint.of(bytes));
    }

    /** What the last runs planned for a user at the connector's present platform, the latest first. */
    public List<UserChange> changes(Connector connector, String id) {
        return state.read(handle -> state.query(handle, "plan-user")
                .bind("connector", connector.id())
                .bind("platform", RunRecords.platform(connector))
                .bind("id", id)
                .map((row, context) -> UserChange.of(
                        row.getString("run"),
                        row.getObject("started_at", OffsetDateTime.class).toInstant(),
                        Status.of(row.getString("status")),
                        RunRecords.change(row)))
                .list());
    }
}
