package io.connectors.salesforce.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Builds the records from a file in which nothing is wrong any more. */
final class ConnectorReading {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ConnectorReading() {}

    static Connector connector(String id, Section file) {
        Set<UserStatus> status = EnumSet.noneOf(UserStatus.class);
        file.texts("userStatus").forEach(text -> status.add(Section.constant(UserStatus.class, text)));
        return new Connector(
                id,
                file.text("name").orElseThrow(),
                file.text("server").orElseThrow(),
                salesforce(file.block("salesforce")),
                Collections.unmodifiableSet(status),
                file.constant("frozenUsers", FrozenUsers.class),
                Optional.of(file.texts("userTypes")).filter(types -> !types.isEmpty()),
                file.text("where").map(String::strip),
                schedule(id, file.block("schedule")),
                file.flag("active"),
                file.text("mapping").orElseThrow(),
                platform(file.block("platform")),
                safeguards(file.block("safeguards")),
                HiddenValues.of(file.block("platform")));
    }

    private static Salesforce salesforce(Section block) {
        return new Salesforce(
                WebAddress.of(block.text("url").orElseThrow()),
                block.constant("authentication", Authentication.class),
                block.text("consumerKey").orElseThrow(),
                block.secret("consumerSecret"),
                block.text("username"),
                block.secret("password"),
                block.secret("securityToken"),
                block.text("privateKey").map(Path::of),
                block.text("apiVersion").orElseThrow(),
                block.constant("read", Read.class));
    }

    private static Schedule schedule(String id, Section block) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String written : block.texts("days")) {
            for (DayOfWeek day : DayOfWeek.values()) {
                if (day.name().startsWith(written)) {
                    days.add(day);
                }
            }
        }
        return new Schedule(
                Repeats.of(block.text("repeats").orElseThrow()),
                LocalTime.parse(block.text("startTime").orElseThrow()),
                Collections.unmodifiableSet(days),
                block.has("dayOfMonth") ? OptionalInt.of(block.number("dayOfMonth")) : OptionalInt.empty(),
                zone(block.text("timeZone")),
                Schedule.secondOf(id));
    }

    static ZoneId zone(Optional<String> name) {
        return name.map(ZoneId::of).orElseGet(ZoneId::systemDefault);
    }

    private static Platform platform(Section block) {
        Map<String, Object> options = new LinkedHashMap<>();
        List<String> known = block.shape().keys();
        block.node().properties().forEach(option -> {
            if (!known.contains(option.getKey())) {
                options.put(option.getKey(), JSON.convertValue(option.getValue(), Object.class));
            }
        });
        return new Platform(
                block.text("type").orElseThrow(),
                WebAddress.of(block.text("url").orElseThrow()),
                block.secret("token"),
                block.has("oauth2") ? Optional.of(oauth2(block.block("oauth2"))) : Optional.empty(),
                block.number("batchSize"),
                block.constant("removal", Removal.class),
                options);
    }

    private static OAuth2 oauth2(Section block) {
        return new OAuth2(
                URI.create(block.text("tokenUrl").orElseThrow()),
                block.text("clientId").orElseThrow(),
                block.secret("clientSecret").orElseThrow(),
                block.text("scope"));
    }

    private static Safeguards safeguards(Section block) {
        return new Safeguards(
                limit(block, "deletions"),
                limit(block, "changes"),
                limit(block, "rejections"),
                block.number("minimumUsers"),
                block.number("notVisibleRuns"),
                limit(block, "apiUsage"));
    }

    private static Limit limit(Section block, String name) {
        return Limit.of(block.text(name).orElseThrow());
    }
}
