package io.connectors.salesforce;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction;

/** Who may use whom. The reasons say what to do where a rule is broken. */
@AnalyzeClasses(packages = ArchitectureTest.OURS, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    static final String OURS = "io.connectors.salesforce";

    @ArchTest
    static final ArchRule CONFIG = usesOnly("config")
            .because(
                    "everyone uses config, so it uses nobody: hand it what it needs as a parameter, a function at most");

    @ArchTest
    static final ArchRule MAPPING = usesOnly("mapping")
            .because(
                    "a mapping is a file and values, whatever reads or sends them: let the caller take apart its own types");

    @ArchTest
    static final ArchRule ORG = usesOnly("org", "config", "mapping")
            .because(
                    "reading Salesforce knows nothing of the platform and of the state: put what joins them into a route,"
                            + " or into server");

    @ArchTest
    static final ArchRule PLATFORM = usesOnly("platform", "config")
            .because("a platform takes operations and gives results: let run say what they mean");

    @ArchTest
    static final ArchRule RUN = usesOnly("run", "config", "platform", "mapping")
            .because(
                    "the state knows no Salesforce: let a route carry values from org to run, or hand run a function in"
                            + " server");

    @ArchTest
    static final ArchRule SERVER = usesOnly("server", "config", "mapping", "org", "platform", "run")
            .because("server wires the others and is used by cli: let the command print, ask and choose");

    @ArchTest
    static final ArchRule CONSOLE = usesOnly("console", "server", "config", "mapping", "org", "run")
            .because("the console speaks HTTP and asks the server for everything: add a method to server, or a shape to"
                    + " openapi.yaml");

    @ArchTest
    static final ArchRule OBSERVE = usesOnly("observe", "server", "run")
            .because("what operators see is what the server tells: add a method to server");

    @ArchTest
    static final ArchRule OSGI = usesOnly("osgi", "server", "config", "run", "console", "observe")
            .because("a bundle holds neither commands nor simulators: move what it shares with serve into server");

    @ArchTest
    static final ArchRule ONLY_OSGI_USES_OSGI = noClasses()
            .that()
            .resideOutsideOfPackage(OURS + ".osgi..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.osgi..", OURS + ".osgi..")
            .because("outside a framework its classes are missing: hand over what is found there as a plain value");

    @ArchTest
    static final ArchRule SIMULATOR = usesOnly("simulator")
            .because(
                    "a simulator that shares code with the connector repeats its mistakes: write it from Salesforce's own"
                            + " documentation");

    @ArchTest
    static final ArchRule NOBODY_USES_THE_SIMULATOR = noClasses()
            .that()
            .resideOutsideOfPackages(OURS + ".simulator..", OURS + ".cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(OURS + ".simulator..")
            .because("the simulators are for demo, simulate and tests: start them there");

    @ArchTest
    static final ArchRule NOBODY_USES_THE_COMMANDS = noClasses()
            .that(not(resideInAPackage(OURS + ".cli..")).and(not(resideInAPackage(OURS))))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(OURS + ".cli..")
            .because("commands parse, call and print: move what others need into the package they call");

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching(OURS + ".(*)..")
            .should()
            .beFreeOfCycles()
            .because("packages in a circle are one package: move what both need to the one that is used");

    @ArchTest
    static final ArchRule ONLY_RUN_USES_SQL = noClasses()
            .that()
            .resideOutsideOfPackage(OURS + ".run..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.sql..", "org.jdbi..", "org.flywaydb..", "com.zaxxer..", "org.h2..", "org.postgresql..")
            .because(
                    "the state is one package: add the statement to src/main/resources/sql and a method to run (server may"
                            + " hand over a javax.sql.DataSource)");

    @ArchTest
    static final ArchRule MAPPING_IS_PLAIN_JAVA = noClasses()
            .that()
            .resideInAnyPackage(OURS + ".mapping..", OURS + ".config..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..", "java.sql..", "javax.sql..", "org.jdbi..")
            .because(
                    "files are read and users are mapped without a route or a database: let org or run call the mapping");

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS = noClasses()
            .should()
            .haveSimpleNameStartingWith("Abstract")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .because("such a name says how a class is built, not what it is: name it by the thing, in the words of the"
                    + " contract");

    private static ClassesShouldConjunction usesOnly(String user, String... used) {
        String[] allowed = new String[used.length + 1];
        allowed[used.length] = OURS + "." + user + "..";
        for (int i = 0; i < used.length; i++) {
            allowed[i] = OURS + "." + used[i] + "..";
        }
        return classes()
                .that()
                .resideInAPackage(OURS + "." + user + "..")
                .should()
                .onlyDependOnClassesThat(not(resideInAPackage(OURS + "..")).or(resideInAnyPackage(allowed)));
    }
}
