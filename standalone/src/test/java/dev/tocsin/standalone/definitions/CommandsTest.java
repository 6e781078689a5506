package dev.tocsin.standalone.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.events.Definition;
import dev.tocsin.events.DefinitionKind;
import dev.tocsin.events.openslo.DefinitionSet;
import dev.tocsin.standalone.Tocsin;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandsTest {
  private static final Path REPOSITORY = Path.of("..");
  private static final Path DEFAULTS = REPOSITORY.resolve("deploy/definitions");
  private static final Path EXAMPLES = REPOSITORY.resolve("deploy/examples/openslo");

  @TempDir Path folder;
  private DefinitionsServer server;
  private String out;
  private String err;

  @BeforeEach
  void serve() throws IOException {
    server = new DefinitionsServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whatIsThereAndSaysTheSameIsLeftAlone() throws IOException {
    assertThat(apply("-f", DEFAULTS.toString(), "-f", EXAMPLES.toString())).isZero();
    int all = server.kept().size();
    assertThat(out).endsWith("%d created, 0 updated, 0 unchanged, 0 refused%n".formatted(all));

    assertThat(apply("-f", DEFAULTS.toString(), "-f", EXAMPLES.toString())).isZero();
    assertThat(out)
        .contains("objective/webshop-pay-nearly-all unchanged")
        .endsWith("0 created, 0 updated, %d unchanged, 0 refused%n".formatted(all));
  }

  @ParameterizedTest
  @ValueSource(strings = {"openslo", "tocsin"})
  void exportedAndAppliedAgainNothingChanges(String format) throws IOException {
    apply("-f", DEFAULTS.toString(), "-f", EXAMPLES.toString(), "-f", file("odd.yaml", ODD));
    Map<String, Definition> before = new TreeMap<>(server.kept());

    assertThat(run("export", "--format", format)).isZero();
    String text = out;
    assertThat(text.contains("openslo/v1")).isEqualTo(format.equals("openslo"));
    assertThat(apply("-f", file("all.yaml", text))).as(err).isZero();

    assertThat(out)
        .endsWith("0 created, 0 updated, %d unchanged, 0 refused%n".formatted(before.size()));
    assertThat(server.kept()).isEqualTo(before);
  }

  @Test
  void everyDefaultObjectiveIsExportedAsOpenSlo() {
    apply("-f", DEFAULTS.resolve("objectives.yaml").toString());
    run("export", "--kind", "objective");
    assertThat(out.lines().filter("apiVersion: openslo/v1"::equals)).hasSize(server.kept().size());
  }

  @Test
  void aChangeIsAppliedOnce() throws IOException {
    apply("-f", file("a.yaml", DEPENDENCY));
    String changed = file("a.yaml", DEPENDENCY.replace("[b]", "[b, c]"));

    assertThat(apply("-f", changed, "--dry-run")).isZero();
    assertThat(out)
        .isEqualTo(
            "dependency/d updated%n0 created, 1 updated, 0 unchanged, 0 refused; dry run, nothing was sent%n"
                .formatted());
    assertThat(server.kept().get("dependency/d").version()).isEqualTo(1);

    apply("-f", changed);
    assertThat(out).startsWith("dependency/d updated, version 2");
    assertThat(server.kept().get("dependency/d").spec().path("on")).hasSize(2);
  }

  @Test
  void whatCannotAnswerYetIsAskedAgain() throws IOException {
    server.notYet(2);

    assertThat(apply("-f", file("a.yaml", DEPENDENCY))).as(err).isZero();

    assertThat(out).endsWith("1 created, 0 updated, 0 unchanged, 0 refused%n".formatted());
    assertThat(err.lines())
        .hasSize(2)
        .allMatch(line -> line.contains("says: the database does not answer; it is asked again"));
  }

  @Test
  void alertmanagersFileIsAppliedAndWhatIsNotTakenOverIsNamed() throws IOException {
    Path file = EXAMPLES.resolveSibling("alertmanager");

    assertThat(apply("-f", file.toString())).as(err).isZero();
    assertThat(out).contains("route/root created").contains("inhibition/alertmanager created");
    assertThat(err)
        .contains("not taken over: ")
        .contains("alertmanager.yml#1: global.smtp_smarthost is the alert router's own");

    assertThat(apply("-f", file("am.yml", "route: { receiver: ops, colour: red }"))).isEqualTo(1);
    assertThat(err).contains("am.yml#1: route.colour is not known here");
  }

  @Test
  void whatLeavesAlertmanagersFileIsWithdrawnUnlessSomethingElseNeedsIt() throws IOException {
    String hook = "webhook_configs: [ { url: https://example.org } ]";
    String first =
        """
        route: { receiver: a, routes: [ { receiver: b, mute_time_intervals: [ night ] } ] }
        inhibit_rules: [ { source_matchers: [ s=a ], target_matchers: [ s=b ] } ]
        time_intervals: [ { name: night, time_intervals: [ { years: [ '2020' ] } ] } ]
        receivers:
          - { name: a, HOOK }
          - { name: b, HOOK }
          - { name: c, HOOK }
        """
            .replace("HOOK", hook);
    String second = "{ route: { receiver: a }, receivers: [ { name: a, " + hook + " } ] }";
    apply(
        "-f",
        file(
            "own.yaml",
            "{ kind: receiver, name: own, spec: { webhook: { url: 'https://e.org' } } }"));
    apply(
        "-f",
        file(
            "esc.yaml",
            "{ kind: escalation, name: e, spec: { levels: [ { after: 5m, receivers: [ c ] } ] } }"));
    assertThat(apply("-f", file("am.yml", first))).as(err).isZero();
    assertThat(server.kept()).hasSize(8);

    assertThat(apply("-f", file("am.yml", second), "--dry-run")).as(err).isZero();
    assertThat(server.kept()).hasSize(8);
    assertThat(out).contains("receiver/b withdrawn");
    assertThat(apply("-f", file("am.yml", second))).as(err).isZero();

    assertThat(out.lines())
        .contains(
            "inhibition/alertmanager withdrawn: not in the file any more",
            "interval/night withdrawn: not in the file any more",
            "receiver/b withdrawn: not in the file any more",
            "receiver/c kept: not in the file any more, but escalation/e needs it");
    assertThat(out)
        .endsWith(
            "0 created, 1 updated, 1 unchanged, 3 withdrawn, 1 kept, 0 refused%n".formatted());
    assertThat(server.kept())
        .containsOnlyKeys("route/root", "receiver/a", "receiver/c", "receiver/own", "escalation/e");
  }

  @Test
  void nothingIsSentUnlessAllIsValid() throws IOException {
    String good = file("a.yaml", DEPENDENCY);
    String bad = file("b.json", "{\"kind\":\"rule\",\"name\":\"r\",\"spec\":{\"serivce\":\"*\"}}");
    String worse = file("c.yaml", "a: [\n- b");

    assertThat(apply("-f", good, "-f", bad, "-f", worse, "-f", "nowhere.yaml")).isEqualTo(1);

    assertThat(server.kept()).isEmpty();
    assertThat(err.lines())
        .hasSize(3)
        .anyMatch(line -> line.startsWith(worse + ": cannot be read: "))
        .anyMatch(line -> line.equals("nowhere.yaml: cannot be read: is it there, and text?"))
        .anyMatch(line -> line.startsWith(bad + "#1 rule/r: spec.serivce is not known here: one"));
  }

  @Test
  void whatTheServerRefusesIsSaid() throws IOException {
    server.refuse("d");
    assertThat(apply("-f", file("a.yaml", DEPENDENCY))).isEqualTo(1);
    assertThat(out)
        .startsWith("dependency/d refused: spec: is not to its taste")
        .endsWith("0 created, 0 updated, 0 unchanged, 1 refused%n".formatted());
  }

  @Test
  void whoeverWasQuickerIsNotOverwritten() throws IOException {
    apply("-f", file("a.yaml", DEPENDENCY));
    String older = DEPENDENCY.replace("spec:", "version: 7, spec:").replace("[b]", "[c]");
    assertThat(apply("-f", file("a.yaml", older))).isEqualTo(1);
    assertThat(out).contains("refused: version: it is at version 1 now");
  }

  @Test
  void withoutAServerItSaysSo() throws IOException {
    server.close();
    assertThat(apply("-f", file("a.yaml", DEPENDENCY))).isEqualTo(1);
    assertThat(err).startsWith("tocsin: no report API answers at " + server.url());
  }

  @Test
  void validateNeedsNoServer() {
    server.close();
    assertThat(run("validate", "-f", EXAMPLES.toString())).as(err).isZero();
    assertThat(out).isEqualTo("valid: 5 definitions in 1 files%n".formatted());
  }

  @Test
  void aBurnRuleThatCanNeverFireIsRefused() throws IOException {
    String text = Files.readString(EXAMPLES.resolve("webshop.yaml"));
    String bad = file("slos.yaml", text.replace("targetPercent: 97", "targetPercent: 93"));

    assertThat(run("validate", "-f", bad)).isEqualTo(1);
    assertThat(err)
        .isEqualTo(
            bad
                + "#4 AlertCondition/fast-burn: spec.condition.threshold is 14.40, but must be over"
                + " 0.9 and under 1 / (1 - target) = 14.29: it could never fire, or never stop%n"
                    .formatted());
  }

  @Test
  void theDocumentationsExamplesAreValid() throws IOException {
    String page = Files.readString(REPOSITORY.resolve("docs/openslo.md"));
    Matcher block = Pattern.compile("(?ms)^```yaml\n(.*?)^```$").matcher(page);
    List<String> sources = new ArrayList<>();
    while (block.find()) {
      sources.addAll(List.of("-f", file("block-" + sources.size() + ".yaml", block.group(1))));
    }
    assertThat(sources).isNotEmpty();
    List<String> command = new ArrayList<>(List.of("validate"));
    command.addAll(sources);
    assertThat(run(command.toArray(String[]::new))).as(err).isZero();
  }

  @Test
  void standardInputIsYamlOrJson() {
    for (String text : List.of(DEPENDENCY, DEPENDENCY.replace("[{", "{").replace("}}]", "}}"))) {
      assertThat(standardInput(text).definitions()).hasSize(1);
    }
    String json =
        "{\"kind\":\"dependency\",\"name\":\"d\",\"spec\":{\"service\":\"a\",\"on\":[\"b\"]}}";
    assertThat(standardInput(json + "\n" + json.replace("\"d\"", "\"e\"")).definitions())
        .hasSize(2);
    assertThat(standardInput("{}").findings())
        .extracting(Object::toString)
        .containsExactly("stdin#1: kind is required: one of " + KINDS);
  }

  private static DefinitionSet standardInput(String text) {
    DefinitionFiles files =
        new DefinitionFiles(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    files.add("-");
    return files.set();
  }

  @Test
  void exportOfNothingSaysSo() {
    assertThat(run("export", "--kind", "rule", "--name", "x")).isEqualTo(1);
    assertThat(err).startsWith("there is no such definition");
    assertThat(run("export", "--kind", "wish")).isEqualTo(1);
    assertThat(err).startsWith("tocsin: kind: must be one of " + DefinitionKind.OBJECTIVE.json());
  }

  /** What YAML, or OpenSLO, has trouble with. */
  private static final String ODD =
      """
      - kind: objective
        name: "on: 1 # x"
        effectiveFrom: 1767225600001
        spec:
          service: "*"
          title: "0x1F"
          operation: "GET /a b?c=d&e=*"
          region: "1e5"
          deviceType: "no"
          indicator: { type: latency, bound: 1.0e-5 }
          target: 0.00001
          evaluation: 1h
          burnAlerts: []
      - kind: objective
        name: no-place-in-openslo
        spec:
          service: a
          indicator: { type: availability, bound: 5 }
          target: 0.9
          evaluation: 1h
      - kind: receiver
        name: "2026-01-01"
        spec: { title: "null", mail: { to: [a@example.org] } }
      - kind: maintenance
        name: weekly
        spec:
          title: " leading and trailing "
          services: ["*", "123"]
          start: "2026-01-04T02:00+01:00"
          duration: 2h
          rrule: FREQ=WEEKLY;BYDAY=SU
          zone: Europe/Berlin
      """;

  private static final String KINDS =
      Arrays.stream(DefinitionKind.values())
          .map(DefinitionKind::json)
          .collect(Collectors.joining(", "));

  private static final String DEPENDENCY =
      "[{kind: dependency, name: d, spec: {service: a, on: [b]}}]\n";

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private int apply(String... arguments) {
    List<String> command = new ArrayList<>(List.of("apply"));
    command.addAll(Arrays.asList(arguments));
    return run(command.toArray(String[]::new));
  }

  private int run(String... arguments) {
    List<String> command = new ArrayList<>(Arrays.asList(arguments));
    if (!arguments[0].equals("validate")) {
      command.addAll(List.of("--report-api", server.url().toString()));
    }
    StringWriter toOut = new StringWriter();
    StringWriter toErr = new StringWriter();
    CommandLine commands = Tocsin.commands();
    commands.setOut(new PrintWriter(toOut, true));
    commands.setErr(new PrintWriter(toErr, true));
    int code = commands.execute(command.toArray(String[]::new));
    out = toOut.toString();
    err = toErr.toString();
    return code;
  }
}
