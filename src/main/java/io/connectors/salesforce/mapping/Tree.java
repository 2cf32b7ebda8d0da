package io.connectors.salesforce.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The shape of a document: members sorted by name, elements of arrays by their filter, and at the ends the targets. */
final class Tree {
    private final Map<String, Tree> members = new TreeMap<>();
    private final Map<String, Tree> elements = new TreeMap<>();
    private int target = -1;
    private boolean leaf;
    private String constant;

    /**
     * Adds a target.
     *
     * @return false if it is a value where another target needs an object, or the reverse
     */
    boolean add(TargetPath path, int index) {
        Tree tree = this;
        for (TargetPath.Step step : path.steps()) {
            if (tree.leaf) {
                return false;
            }
            tree = tree.members.computeIfAbsent(step.name(), name -> new Tree());
            if (step.filter() != null) {
                if (tree.leaf || !tree.members.isEmpty()) {
                    return false;
                }
                tree = tree.elements.computeIfAbsent(step.filter().toString(), filter -> new Tree());
                Tree known = tree.members.computeIfAbsent(step.filter().member(), name -> new Tree());
                known.constant = step.filter().value();
                known.leaf = true;
            } else if (!tree.elements.isEmpty()) {
                return false;
            }
        }
        if (tree.leaf || !tree.members.isEmpty() || !tree.elements.isEmpty()) {
            return false;
        }
        tree.leaf = true;
        tree.target = index;
        return true;
    }

    /** Writes the document of some values, by the targets' indexes. */
    void write(StringBuilder json, Object[] values) {
        if (leaf) {
            CanonicalJson.value(json, constant == null ? values[target] : constant);
        } else if (!elements.isEmpty()) {
            json.append('[');
            List<Tree> all = new ArrayList<>(elements.values());
            for (int i = 0; i < all.size(); i++) {
                all.get(i).write(i == 0 ? json : json.append(','), values);
            }
            json.append(']');
        } else {
            char separator = '{';
            for (Map.Entry<String, Tree> member : members.entrySet()) {
                CanonicalJson.string(json.append(separator), member.getKey());
                member.getValue().write(json.append(':'), values);
                separator = ',';
            }
            json.append(members.isEmpty() ? "{}" : "}");
        }
    }
}
