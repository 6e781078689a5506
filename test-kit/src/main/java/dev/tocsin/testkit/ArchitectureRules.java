package dev.tocsin.testkit;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The module rules, each with its reason. They may be checked on any part of the code. */
public final class ArchitectureRules {
  private static final String[] SERVICES = {"ingest", "sla", "anomaly", "router", "report"};
  private static final String SCORER = "dev.tocsin.anomaly..";
  private static final Set<String> CLOCK_READERS =
      Set.of(
          "java.time.Instant",
          "java.time.LocalDate",
          "java.time.LocalDateTime",
          "java.time.ZonedDateTime",
          "java.time.OffsetDateTime");

  /** Vert.x is brought along by those services that make requests to the outside. */
  private static final Set<String> REQUESTS =
      Set.of("dev.tocsin.events.egress.Requests", "dev.tocsin.events.egress.AnswerReader");

  private ArchitectureRules() {}

  /** Checks the main classes of one package and everything below it. */
  public static void check(String packageName) {
    check(
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(packageName));
  }

  /**
   * Checks all rules.
   *
   * @throws AssertionError listing every place that breaks one
   */
  public static void check(JavaClasses classes) {
    for (ArchRule rule : all()) {
      rule.allowEmptyShould(true).check(classes);
    }
    oneSmileClass(classes);
  }

  /** Every rule that speaks about single classes. */
  public static List<ArchRule> all() {
    List<ArchRule> rules = new ArrayList<>();
    rules.add(domainIsPure());
    rules.add(domainHasNoClock());
    rules.add(clockIsInjected());
    for (String service : SERVICES) {
      rules.add(serviceKnowsNoOther(service));
    }
    rules.add(smileStaysInTheScorer());
    rules.add(contractsDependOnLittle());
    rules.add(streamsKitKnowsNoService());
    return rules;
  }

  static ArchRule domainIsPure() {
    return noClasses()
        .that()
        .resideInAPackage("dev.tocsin.*.domain..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.kafka..",
            "io.quarkus..",
            "jakarta..",
            "org.eclipse.microprofile..",
            "io.smallrye..",
            "io.vertx..",
            "java.sql..")
        .because("the domain is pure functions: the same in the stream, in a test, in a replay");
  }

  static ArchRule domainHasNoClock() {
    return noClasses()
        .that()
        .resideInAPackage("dev.tocsin.*.domain..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Clock.class)
        .because("time is a parameter of the domain");
  }

  static ArchRule clockIsInjected() {
    return noClasses()
        .that()
        .resideInAnyPackage(services())
        .and(describe("are not the wiring", c -> !c.getName().contains("Wiring")))
        .should()
        .accessTargetWhere(
            describe("it reads the machine's clock", ArchitectureRules::readsTheClock))
        .because("a replay and a test bring their own time: only the wiring makes a Clock");
  }

  static ArchRule serviceKnowsNoOther(String service) {
    String[] others =
        Arrays.stream(SERVICES)
            .filter(each -> !each.equals(service))
            .map(each -> "dev.tocsin." + each + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage("dev.tocsin." + service + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .because("services meet only on topics, so that each is built, run and replaced alone");
  }

  static ArchRule smileStaysInTheScorer() {
    return noClasses()
        .that()
        .resideOutsideOfPackage(SCORER)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("smile..")
        .because("Smile is GPL-3.0, and everything that is deployed but the scorer is Apache-2.0");
  }

  static ArchRule contractsDependOnLittle() {
    return noClasses()
        .that()
        .resideInAPackage("dev.tocsin.events..")
        .and(
            describe(
                "make no requests", c -> !REQUESTS.contains(c.getName().replaceFirst("\\$.*", ""))))
        .should()
        .dependOnClassesThat(
            resideOutsideOfPackages(
                "dev.tocsin.events..",
                "java..",
                "javax.crypto..",
                "com.fasterxml.jackson..",
                "org.apache.kafka.common..",
                "org.apache.kafka.clients..",
                "com.google.re2j..",
                "org.dmfs.."))
        .because(
            "whoever speaks to us takes the contracts, and should take little else with them:"
                + " what a pattern and a recurrence mean has to be the same for all");
  }

  static ArchRule streamsKitKnowsNoService() {
    return noClasses()
        .that()
        .resideInAPackage("dev.tocsin.streams..")
        .should()
        .dependOnClassesThat(
            resideOutsideOfPackages(
                "dev.tocsin.streams..",
                "dev.tocsin.events..",
                "java..",
                "org.apache.kafka..",
                "org.rocksdb..",
                "org.slf4j.."))
        .because("it is plumbing that knows neither a service nor a framework");
  }

  private static void oneSmileClass(JavaClasses classes) {
    DescribedPredicate<JavaClass> smile = resideInAPackage("smile..");
    Set<String> users =
        classes.stream()
            .filter(
                each ->
                    each.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency -> smile.test(dependency.getTargetClass())))
            .map(each -> each.getName().replaceFirst("\\$.*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    if (users.size() > 1) {
      throw new AssertionError(
          "only one class may know Smile, because it has to be replaceable: " + users);
    }
  }

  private static boolean readsTheClock(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getName();
    boolean takesNothing =
        access.getTarget() instanceof CodeUnitAccessTarget code
            && code.getRawParameterTypes().isEmpty();
    return owner.equals(System.class.getName()) && name.equals("currentTimeMillis")
        || CLOCK_READERS.contains(owner) && name.equals("now") && takesNothing
        || owner.equals(Clock.class.getName())
            && (name.startsWith("system") || name.startsWith("tick"));
  }

  private static String[] services() {
    return Arrays.stream(SERVICES).map(each -> "dev.tocsin." + each + "..").toArray(String[]::new);
  }
}
