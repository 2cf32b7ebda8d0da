package io.connectors.salesforce.simulator.org;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The users: as many as asked for, made of a seed when they are looked at, and what was changed since. Nothing is kept for an
 * unchanged one, so a million takes no memory.
 */
final class UserTable implements Table {
    static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC);
    private static final Instant BEGINNING = Instant.parse("2020-01-01T00:00:00Z");

    private final long seed;
    private final SmallTable profiles;
    private final SmallTable roles;
    private final List<Field> fields = UserFields.all();
    private final Map<Integer, Map<String, Object>> edits = new ConcurrentHashMap<>();
    private final BitSet edited = new BitSet();
    private final BitSet hidden = new BitSet();
    private final Map<String, Integer> rowById = new HashMap<>();
    private final int generated;
    private volatile int size;
    private volatile int visibleOnly = -1;
    private Instant now = Instant.parse("2026-06-01T00:00:00Z");

    UserTable(int size, long seed, SmallTable profiles, SmallTable roles) {
        this.size = size;
        this.generated = size;
        this.seed = seed;
        this.profiles = profiles;
        this.roles = roles;
    }

    @Override
    public String name() {
        return "User";
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public synchronized boolean visible(int row) {
        return visibleOnly < 0 ? !hidden.get(row) : row == visibleOnly;
    }

    @Override
    public List<Field> fields() {
        return fields;
    }

    /** The row of an Id, or -1. */
    synchronized int row(String id) {
        if (rowById.size() != size) {
            for (int row = rowById.size(); row < size; row++) {
                rowById.put(SimulatedIds.id("005", row + 1L), row);
            }
        }
        return rowById.getOrDefault(id, -1);
    }

    /** Adds a user and answers its Id; what is not named is generated. */
    synchronized String create(Map<String, Object> values) {
        int row = size++;
        Map<String, Object> all = new HashMap<>(Map.of("IsActive", true, "UserType", "Standard", "frozen", false));
        all.putAll(values);
        edit(row, all);
        return SimulatedIds.id("005", row + 1L);
    }

    /** Changes fields of a user; {@code frozen} is one. */
    synchronized void edit(int row, Map<String, Object> values) {
        now = now.plusSeconds(1);
        Map<String, Object> changed = new HashMap<>(edits.getOrDefault(row, Map.of()));
        changed.putAll(values);
        changed.put("LastModifiedDate", MOMENT.format(now));
        changed.put("SystemModstamp", MOMENT.format(now));
        edits.put(row, changed);
        edited.set(row);
    }

    synchronized void hide(int row, boolean value) {
        hidden.set(row, value);
    }

    /** As with a private sharing setting: only this row is seen; -1 for all. */
    void showOnly(int row) {
        visibleOnly = row;
    }

    boolean frozen(int row) {
        Object frozen = change(row, "frozen", null);
        return frozen == null ? pick(row, 90, 100) == 0 : Boolean.TRUE.equals(frozen);
    }

    /** What a field was changed to, which may be null. */
    private Object change(int row, String field, Object unchanged) {
        return edited.get(row) ? edits.get(row).getOrDefault(field, unchanged) : unchanged;
    }

    /** The org's time: of the last change, or of its beginning. */
    synchronized Instant now() {
        return now;
    }

    @Override
    public Accessor accessor(String field) {
        if (field.equals("Id")) {
            return generated(field);
        }
        if (field.equals("Name")) {
            Accessor first = accessor("FirstName");
            Accessor last = accessor("LastName");
            return row -> first.of(row) == null ? last.of(row) : first.of(row) + " " + last.of(row);
        }
        Accessor generated = generated(field);
        return row -> {
            if (!edited.get(row)) {
                return generated.of(row);
            }
            Map<String, Object> changes = edits.get(row);
            return changes.containsKey(field) ? changes.get(field) : generated.of(row);
        };
    }

    private int pick(int row, int purpose, int bound) {
        return Mix.pick(seed, row, purpose, bound);
    }

    private String pick(int row, int purpose, String[] words) {
        return words[pick(row, purpose, words.length)];
    }

    private Accessor generated(String field) {
        return switch (field) {
            case "Id" -> row -> SimulatedIds.id("005", row + 1L);
            case "Username" -> row -> "User" + row + "@acme.example";
            case "FirstName" -> row -> pick(row, 1, 20) == 0 ? null : pick(row, 2, People.FIRST);
            case "LastName" -> row -> pick(row, 3, People.LAST);
            // a few people share an address
            case "Email", "SenderEmail" -> row -> "user" + (row % 500 == 499 ? row - 1 : row) + "@acme.example";
            case "Alias" -> row -> "u" + Integer.toString(row, 36);
            case "CommunityNickname" -> row -> "user" + row;
            case "IsActive" -> row -> pick(row, 4, 10) != 0;
            case "UserType" -> row -> userType(row);
            case "ProfileId" -> row -> profiles.id(profile(row));
            case "UserRoleId" -> row -> role(row) < 0 ? null : roles.id(role(row));
            case "ManagerId" -> row -> manager(row) < 0 ? null : SimulatedIds.id("005", manager(row) + 1L);
            case "DelegatedApproverId" -> row -> null;
            case "CompanyName" -> row -> pick(row, 5, People.COMPANIES);
            case "Department" -> row -> pick(row, 6, People.DEPARTMENTS);
            case "Division" -> row -> pick(row, 7, People.DIVISIONS);
            case "Title" -> row -> pick(row, 8, 10) == 0 ? null : pick(row, 9, People.TITLES);
            case "EmployeeNumber" -> row -> Integer.toString(100000 + row);
            case "Phone" -> row -> "+1 415 555 " + (1000 + pick(row, 10, 9000));
            case "MobilePhone" -> row -> pick(row, 11, 3) == 0 ? null : "+49 170 " + (1000000 + pick(row, 12, 9000000));
            case "Fax", "AboutMe", "BadgeText", "Latitude", "Longitude", "GeocodeAccuracy" -> row -> null;
            case "SenderName" -> accessor("Name");
            case "NumberOfFailedLogins" -> row -> pick(row, 29, 20) == 0 ? 1 + pick(row, 30, 4) : 0;
            case "LastPasswordChangeDate" -> row -> pick(row, 31, 9) == 0 ? null : moment(row, 32, 2200);
            case "Extension" -> row -> pick(row, 13, 2) == 0 ? null : Integer.toString(100 + pick(row, 14, 900));
            case "Street" -> row -> place(row)[0];
            case "City" -> row -> place(row)[1];
            case "State" -> row -> place(row)[2];
            case "PostalCode" -> row -> place(row)[3];
            case "Country" -> row -> place(row)[4];
            case "Address" -> this::address;
            case "TimeZoneSidKey" -> row -> pick(row, 16, People.ZONES);
            case "LocaleSidKey" -> row -> pick(row, 16, People.LOCALES);
            case "LanguageLocaleKey" -> row -> pick(row, 16, People.LOCALES).equals("de_DE") ? "de" : "en_US";
            case "EmailEncodingKey" -> row -> "UTF-8";
            case "FederationIdentifier" -> row -> pick(row, 17, 4) == 0 ? null : "fed-" + row;
            case "LastLoginDate" -> row -> pick(row, 18, 8) == 0 ? null : moment(row, 19, 2200);
            case "CreatedDate" -> row -> moment(row, 20, 1500);
            case "LastModifiedDate", "SystemModstamp" -> row -> moment(row, 21, 2300);
            case "CreatedById", "LastModifiedById" -> row -> SimulatedIds.id("005", 1);
            case "Region__c" -> row -> pick(row, 22, People.REGIONS);
            case "CostCenter__c" -> row -> "CC-" + (100 + pick(row, 23, 50));
            default -> throw new IllegalArgumentException(field);
        };
    }

    private String userType(int row) {
        return switch (pick(row, 24, 200)) {
            case 0 -> "Guest";
            case 1 -> "AutomatedProcess";
            case 2 -> "CloudIntegrationUser";
            case 3, 4, 5 -> "CsnOnly";
            default -> "Standard";
        };
    }

    private String[] place(int row) {
        return People.PLACES[pick(row, 15, People.PLACES.length)];
    }

    /** The compound field; null where every part is. */
    private Map<String, Object> address(int row) {
        Map<String, Object> address = new LinkedHashMap<>();
        List<String> parts =
                List.of("City", "Country", "GeocodeAccuracy", "Latitude", "Longitude", "PostalCode", "State", "Street");
        parts.forEach(part -> address.put(
                Character.toLowerCase(part.charAt(0)) + part.substring(1),
                accessor(part).of(row)));
        return address.values().stream().allMatch(Objects::isNull) ? null : address;
    }

    private int profile(int row) {
        return pick(row, 25, profiles.size());
    }

    private int role(int row) {
        return pick(row, 26, 10) == 0 ? -1 : pick(row, 27, roles.size());
    }

    private int manager(int row) {
        return row % 11 == 0 ? -1 : pick(row, 28, Math.max(1, generated < 50 ? generated : generated / 10));
    }

    private String moment(int row, int purpose, int days) {
        long seconds = pick(row, purpose, days * 86_400);
        return MOMENT.format(BEGINNING.plusSeconds(seconds));
    }

    @Override
    public Parent parent(String relationship) {
        return switch (relationship) {
            case "Profile" -> new Parent(profiles, row -> reference(row, "ProfileId", "00e", profile(row)));
            case "UserRole" -> new Parent(roles, row -> reference(row, "UserRoleId", "00E", role(row)));
            case "Manager" ->
                new Parent(this, row -> {
                    Object manager = change(row, "ManagerId", this);
                    return manager == this ? manager(row) : manager == null ? -1 : row((String) manager);
                });
            case "CreatedBy", "LastModifiedBy" -> new Parent(this, row -> 0);
            default -> null;
        };
    }

    private int reference(int row, String field, String prefix, int generated) {
        Object changed = change(row, field, this);
        if (changed == this) {
            return generated;
        }
        Table table = prefix.equals("00e") ? profiles : roles;
        for (int i = 0; i < table.size(); i++) {
            if (table.id(i).equals(changed)) {
                return i;
            }
        }
        return -1;
    }

    /** Every field of a row, for tests. */
    Map<String, Object> record(int row) {
        Map<String, Object> record = new LinkedHashMap<>();
        fields.forEach(field -> record.put(field.name(), accessor(field.name()).of(row)));
        return record;
    }

    /** The rows an org can have lost or gained nothing of: all of them. */
    List<Integer> rows() {
        List<Integer> rows = new ArrayList<>(size);
        for (int row = 0; row < size; row++) {
            rows.add(row);
        }
        return rows;
    }
}
