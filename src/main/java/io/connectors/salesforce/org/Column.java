package io.connectors.salesforce.org;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where the members of a record go: a tree of field names, spelled in any case, with the index of each value. */
final class Column {
    private final Map<String, Column> children = new HashMap<>();
    private int index = -1;

    /** The tree of dotted paths; a path's place in the list is its index. */
    static Column tree(List<String> paths) {
        Column root = new Column();
        for (int i = 0; i < paths.size(); i++) {
            Column column = root;
            for (String name : paths.get(i).split("\\.")) {
                Column child = new Column();
                Column before = column.children.putIfAbsent(name.toLowerCase(Locale.ROOT), child);
                column.children.put(name, before == null ? child : before);
                column = before == null ? child : before;
            }
            column.index = i;
        }
        return root;
    }

    /** The column of a member, or null. */
    Column child(String name) {
        Column exact = children.get(name);
        return exact != null || children.isEmpty() ? exact : children.get(name.toLowerCase(Locale.ROOT));
    }

    boolean isParent() {
        return !children.isEmpty();
    }

    /** Of the value, or -1 for a parent only. */
    int index() {
        return index;
    }
}
