package io.connectors.salesforce.org;

import com.fasterxml.jackson.databind.JsonNode;
import io.connectors.salesforce.config.Nearest;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the org lets the connector's user read, as its describe calls tell: the exchange property {@code description} of the
 * routes. At first only User is described, one request; a parent's fields count as readable until a query is refused for a
 * field, which costs a request a parent more.
 */
public final class Description {
    private final Map<String, Described> objects = new HashMap<>();
    private final Deque<String> waiting = new ArrayDeque<>();
    private boolean widened;
    private boolean restarted;

    Description() {
        waiting.add("User");
    }

    /** Whether another object is to be described. */
    public boolean isMore() {
        return !waiting.isEmpty();
    }

    /** The object to describe now. */
    public String getNext() {
        return waiting.getFirst();
    }

    boolean widened() {
        return widened;
    }

    /** Whether the read it is for has begun anew before; from now on it has. */
    boolean restart() {
        boolean before = restarted;
        restarted = true;
        return before;
    }

    /** Takes the answer for the present object. */
    void take(byte[] body) {
        objects.put(
                lower(waiting.removeFirst()),
                Described.of(JsonAnswer.read("Salesforce's description of its fields", body)));
    }

    /** Asks for every object along some paths that is not described yet. */
    void widen(Collection<String> paths) {
        widened = true;
        Set<String> wanted = new LinkedHashSet<>();
        for (String path : paths) {
            String object = "User";
            String[] names = path.split("\\.");
            for (int i = 0; i < names.length - 1 && object != null; i++) {
                Described described = objects.get(lower(object));
                object = described == null ? null : described.parents().get(lower(names[i]));
                if (object != null && !objects.containsKey(lower(object))) {
                    wanted.add(object);
                }
            }
        }
        waiting.addAll(wanted);
    }

    /** Those of some field paths that can be read, as far as is known. */
    Set<String> readable(Collection<String> paths) {
        return paths.stream()
                .filter(path -> path.equals(Selection.FROZEN) || readable(path))
                .collect(Collectors.toSet());
    }

    /** Whether the field at the end of a path can be read, as far as is known. */
    boolean readable(String path) {
        String object = "User";
        String[] names = path.split("\\.");
        for (int i = 0; i < names.length - 1; i++) {
            Described described = objects.get(lower(object));
            if (described == null) {
                return true;
            }
            object = described.parents().get(lower(names[i]));
            if (object == null) {
                return false;
            }
        }
        String field = lower(names[names.length - 1]);
        return Optional.ofNullable(objects.get(lower(object)))
                .map(described -> described.fieldNames().containsKey(field))
                .orElse(true);
    }

    /**
     * What is wrong with a path that cannot be read, as far as its spelling tells; empty where it is probably hidden.
     *
     * @return the object it is not a field of, and the path that was probably meant
     */
    Optional<Misspelt> misspelt(String path) {
        String object = "User";
        String[] names = path.split("\\.");
        for (int i = 0; i < names.length; i++) {
            Described described = objects.get(lower(object));
            if (described == null) {
                return Optional.empty();
            }
            boolean parent = i < names.length - 1;
            Map<String, String> spellings = parent ? described.parentNames() : described.fieldNames();
            if (!spellings.containsKey(lower(names[i]))) {
                return misspelt(names, i, object, spellings);
            }
            object = parent ? described.parents().get(lower(names[i])) : object;
        }
        return Optional.empty();
    }

    private static Optional<Misspelt> misspelt(String[] names, int at, String object, Map<String, String> visible) {
        boolean user = object.equals("User");
        // of a custom field nobody can say whether it is hidden or not there
        if (names[at].matches("(?i).*__[a-z]+") || user && UserFields.standard(names[at])) {
            return Optional.empty();
        }
        Optional<String> meant = Nearest.to(names[at], visible.values()).map(near -> {
            String[] path = names.clone();
            path[at] = near;
            return String.join(".", path);
        });
        return user || meant.isPresent()
                ? Optional.of(new Misspelt(String.join(".", names), object, meant))
                : Optional.empty();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /**
     * @param fieldNames as Salesforce spells them, by their lower-case form
     * @param parentNames the same of relationships
     * @param parents the object behind each relationship, by its lower-case name
     */
    private record Described(
            Map<String, String> fieldNames, Map<String, String> parentNames, Map<String, String> parents) {

        static Described of(JsonNode object) {
            Map<String, String> fields = new HashMap<>();
            Map<String, String> parentNames = new HashMap<>();
            Map<String, String> parents = new HashMap<>();
            for (JsonNode field : object.path("fields")) {
                String name = field.path("name").asText();
                fields.put(lower(name), name);
                if (field.path("relationshipName").isTextual()) {
                    String relationship = field.path("relationshipName").textValue();
                    parentNames.put(lower(relationship), relationship);
                    // a relationship to several objects (a queue or a user) can be asked for what all of them have:
                    // Name
                    parents.put(
                            lower(relationship),
                            field.path("referenceTo").size() == 1
                                    ? field.path("referenceTo").path(0).asText()
                                    : "Name");
                }
            }
            if (fields.isEmpty()) {
                throw new OrgFailure(
                        "Salesforce describes an object without fields. The connector's user may lack the right"
                                + " to read it (API Enabled, View All Users).");
            }
            return new Described(fields, parentNames, parents);
        }
    }
}
