package io.connectors.salesforce.org;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks the org once more for users it did not name: are they there, and why are they not selected? The exchange property
 * {@code readBack} of the routes. One to three queries for a few hundred users.
 */
public final class ReadBack {
    private final Selection selection;
    private final List<String> ids;
    private final Queries queries;
    private final Map<String, Boolean> active = new HashMap<>();
    private final Set<String> selected = new HashSet<>();
    private final Set<String> frozen = new HashSet<>();
    private Step step = Step.PRESENT;

    private enum Step {
        PRESENT,
        SELECTED,
        FROZEN
    }

    ReadBack(Selection selection, List<String> ids) {
        this.selection = selection;
        this.ids = List.copyOf(ids);
        queries = new Queries(List.of(Selection.present(ids)));
    }

    Queries queries() {
        return queries;
    }

    /** The last Id asked for. */
    public String getLast() {
        return ids.get(ids.size() - 1);
    }

    /** Takes a page of the present query; the answer of one decides what the next asks. */
    void take(byte[] body) {
        queries.received(body);
        Page page = queries.take();
        page.users().forEach(user -> {
            switch (step) {
                case PRESENT -> once(active.put(user.id(), status(user.values()[0])) == null);
                case SELECTED -> once(selected.add(user.id()));
                case FROZEN -> once(frozen.add(user.id()));
            }
            if (!ids.contains(user.id())) {
                throw unclear("named a user nobody asked for");
            }
        });
        if (!queries.isMore()) {
            goOn();
        }
    }

    private static boolean status(Object value) {
        if (value instanceof Boolean known) {
            return known;
        }
        throw unclear("did not tell whether a user is active");
    }

    private static void once(boolean first) {
        if (!first) {
            throw unclear("named the same user twice");
        }
    }

    /** A deletion needs proof: an answer that does not fit the question gives none. */
    private static OrgFailure unclear(String what) {
        return new OrgFailure("The read-back of users to be deleted is not clear: Salesforce " + what
                + ". Nothing was sent and nobody is removed; run the connector again.");
    }

    private void goOn() {
        if (step == Step.PRESENT && !eligible().isEmpty()) {
            step = Step.SELECTED;
            selection.selected(eligible()).forEach(queries::add);
        } else if (step == Step.SELECTED && selection.needsLogins(List.of()) && !selected.isEmpty()) {
            step = Step.FROZEN;
            queries.add(Selection.frozen(new ArrayList<>(selected)));
        }
    }

    private List<String> eligible() {
        return ids.stream()
                .filter(id -> active.containsKey(id) && selection.selectsStatus(active.get(id)))
                .toList();
    }

    /** By Id: {@code selected}, {@code status}, {@code filter} or {@code not-visible}. */
    public Map<String, String> getFates() {
        Map<String, String> fates = new LinkedHashMap<>();
        ids.forEach(id -> fates.put(id, fate(id)));
        return fates;
    }

    private String fate(String id) {
        if (!active.containsKey(id)) {
            return "not-visible";
        }
        if (!selection.selectsStatus(active.get(id))) {
            return "status";
        }
        if (!selected.contains(id)) {
            return "filter";
        }
        return selection.selectsFrozen(frozen.contains(id)) ? "selected" : "status";
    }
}
