package io.connectors.salesforce.mapping;

import java.util.List;

/**
 * One row of a mapping.
 *
 * @param target as written
 * @param sources field paths, none for a constant
 * @param meaning its transform as written, for the mapping's version
 */
record Row(
        String target,
        TargetPath path,
        List<String> sources,
        List<Transform> transforms,
        String meaning,
        boolean required) {}
