package dev.tocsin.events.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.events.Definition;
import dev.tocsin.events.Json;
import dev.tocsin.events.ReceiverSpec;
import dev.tocsin.events.contact.Authorization;
import dev.tocsin.events.contact.Mail;
import dev.tocsin.events.contact.Secret;
import dev.tocsin.events.contact.Slack;
import dev.tocsin.events.contact.Webhook;
import dev.tocsin.events.openslo.DefinitionSet;
import dev.tocsin.events.openslo.Document;
import dev.tocsin.events.openslo.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file is JSON here, which is YAML too. */
class AlertmanagerReaderTest {
  private static final String WHOLE =
      """
      {'global': {'resolve_timeout': '5m', 'smtp_smarthost': 'mail:25', 'smtp_from': 'am@example.org',
                  'slack_api_url_file': 'slack-url', 'opsgenie_api_url': 'https://api.opsgenie.com/',
                  'http_config': {'follow_redirects': true, 'enable_http2': true}},
       'templates': ['*.tmpl'],
       'route': {'receiver': 'ops', 'group_by': ['alertname', 'cluster'], 'group_wait': '30s',
                 'repeat_interval': '1w2d',
                 'routes': [
                   {'matchers': ['severity=~"critical|page"', '{team="db",env!~dev.*}'],
                    'receiver': 'pager', 'continue': true, 'mute_time_intervals': ['nights']},
                   {'match': {'service': 'a|b'}, 'match_re': {'env': 'pro.*'}, 'group_by': [],
                    'active_time_intervals': ['office']}]},
       'inhibit_rules': [{'source_match': {'severity': 'critical'}, 'target_matchers': ['severity="warning"'],
                          'equal': ['cluster']}],
       'time_intervals': [{'name': 'nights', 'time_intervals': [
                             {'times': [{'start_time': '00:00', 'end_time': '06:00'}], 'location': 'Europe/London'}]},
                          {'name': 'office', 'time_intervals': [
                             {'weekdays': ['monday:friday'], 'days_of_month': ['-3:-1'], 'months': ['1:6'], 'years': [2026]}]}],
       'receivers': [
         {'name': 'ops', 'email_configs': [{'to': 'Ops <ops@example.org>, b@example.org', 'html': '{{ x }}',
                             'tls_config': {'insecure_skip_verify': false}}],
          'slack_configs': [{'channel': '#ops', 'send_resolved': true}]},
         {'name': 'pager', 'pagerduty_configs': [{'routing_key_file': 'pd-key'}],
          'webhook_configs': [{'url': 'https://hooks.example.org/a'}],
          'sns_configs': [{'topic_arn': 'arn:aws:sns:eu-west-1:123456789012:alerts', 'sigv4': {'region': 'eu-west-1'}}]},
         {'name': 'nobody'}]}
      """;

  @Test
  void aWholeFileBecomesDefinitions() {
    DefinitionSet set = read(WHOLE);

    assertThat(set.findings()).isEmpty();
    assertThat(set.definitions())
        .extracting(Definition::key)
        .containsExactly(
            "receiver/ops",
            "receiver/pager",
            "interval/nights",
            "interval/office",
            "inhibition/alertmanager",
            "route/root");
    assertThat(spec(set, "route/root"))
        .isEqualTo(
            json(
                """
                {'matchers': [], 'receiver': 'ops', 'groupBy': ['alertname', 'cluster'], 'groupWait': '30s',
                 'repeatInterval': '9d', 'muteDuring': [], 'activeDuring': [], 'continue': false, 'routes': [
                   {'matchers': ['severity=~"critical|page"', 'team="db"', 'env!~"dev.*"'],
                    'receiver': 'pager', 'muteDuring': ['nights'], 'activeDuring': [], 'continue': true, 'routes': []},
                   {'matchers': ['service="a|b"', 'env=~"pro.*"'],
                    'muteDuring': [], 'activeDuring': ['office'], 'continue': false, 'routes': []}]}
                """));
    assertThat(spec(set, "receiver/ops"))
        .isEqualTo(
            json(
                """
                {'mail': {'to': ['ops@example.org', 'b@example.org'], 'from': 'am@example.org', 'sendResolved': false},
                 'slack': {'url': {'file': 'slack-url'}, 'channel': '#ops', 'sendResolved': true},
                 'origin': 'alertmanager'}
                """));
    assertThat(spec(set, "receiver/pager").at("/webhook/sendResolved").asBoolean()).isTrue();
    assertThat(spec(set, "inhibition/alertmanager"))
        .isEqualTo(
            json(
                """
                {'rules': [{'source': ['severity="critical"'], 'target': ['severity="warning"'], 'equal': ['cluster']}]}
                """));
    assertThat(spec(set, "interval/office").at("/intervals/0/years/0").asText()).isEqualTo("2026");
  }

  @Test
  void whatIsNotTakenOverIsNamed() {
    assertThat(read(WHOLE).notices())
        .extracting(Finding::field)
        .containsExactly(
            "global.http_config.follow_redirects",
            "global.http_config.enable_http2",
            "global.smtp_smarthost",
            "global.opsgenie_api_url",
            "global.resolve_timeout",
            "templates",
            "receivers[0].email_configs[0].tls_config",
            "receivers[0].email_configs[0].html",
            "receivers[1].sns_configs[0]",
            "receivers[2]");
  }

  @Test
  void severalConfigurationsOfOneKindAreAllTaken() {
    DefinitionSet set =
        read(
            "{'route': {'receiver': 'a'}, 'receivers': [{'name': 'a',"
                + " 'webhook_configs': [{'url': 'http://h/1'}, {'url': 'http://h/2', 'send_resolved': false}],"
                + " 'email_configs': [{'to': 'a@example.org'}, {'to': 'b@example.org'}]}]}");

    assertThat(set.findings()).isEmpty();
    ReceiverSpec receiver = set.definitions().get(0).spec(ReceiverSpec.class);
    assertThat(receiver.contacts()).containsOnlyKeys("webhook", "mail", "webhook-2", "mail-2");
    assertThat(receiver.contact("webhook-2", Webhook.class).url()).hasToString("http://h/2");
    assertThat(receiver.contact("webhook-2", Webhook.class).sendResolved()).isFalse();
    assertThat(receiver.contact("mail-2", Mail.class).to()).containsExactly("b@example.org");
  }

  @Test
  void credentialsOfWebhooksAreTakenFromFiles() {
    DefinitionSet set =
        read(
            "{'global': {'http_config': {'bearer_token_file': 'general', 'tls_config': {'insecure_skip_verify': false}}},"
                + " 'route': {'receiver': 'a'}, 'receivers': [{'name': 'a', 'webhook_configs': ["
                + "{'url': 'http://h/1', 'timeout': '5s', 'http_config': {'authorization': {'credentials_file': 'token'}}},"
                + "{'url': 'http://h/2', 'http_config': {'authorization': {'type': 'GenieKey', 'credentials_file': 'key'}}},"
                + "{'url': 'http://h/3', 'http_config': {'basic_auth': {'username': 'ada', 'password_file': 'password'}}},"
                + "{'url': 'http://h/4', 'http_config': {'follow_redirects': false}},"
                + "{'url': 'http://h/5'}]}]}");

    assertThat(set.findings()).isEmpty();
    ReceiverSpec receiver = set.definitions().get(0).spec(ReceiverSpec.class);
    assertThat(
            List.of("webhook", "webhook-2", "webhook-3", "webhook-4", "webhook-5").stream()
                .map(channel -> receiver.contact(channel, Webhook.class).authorization()))
        .containsExactly(
            new Authorization("Bearer", null, null, "token"),
            new Authorization("GenieKey", null, null, "key"),
            new Authorization(null, "ada", null, "password"),
            null,
            new Authorization("Bearer", null, null, "general"));
  }

  @Test
  void aSlackBotsTokenIsTakenFromWhereverItIsSaid() {
    for (String config :
        List.of(
            "'slack_configs': [{'channel': '#ops', 'app_token_file': 'bot'}]",
            "'slack_configs': [{'channel': '#ops', 'api_url': 'https://slack.com/api/chat.postMessage',"
                + " 'http_config': {'authorization': {'credentials_file': 'bot'}}}]")) {
      DefinitionSet set =
          read("{'route': {'receiver': 'a'}, 'receivers': [{'name': 'a', " + config + "}]}");

      assertThat(set.findings()).isEmpty();
      Slack slack = set.definitions().get(0).spec(ReceiverSpec.class).contact("slack", Slack.class);
      assertThat(slack.token()).isEqualTo(new Secret(null, "bot"));
      assertThat(slack.channel()).isEqualTo("#ops");
    }
  }

  @Test
  void theRootGroupsByNothingUnlessItSaysMore() {
    DefinitionSet set =
        read(
            "{'route': {'receiver': 'a'}, 'receivers': [{'name': 'a', 'webhook_configs': [{'url': 'http://h'}]}]}");

    assertThat(spec(set, "route/root").get("groupBy")).isEmpty();
    assertThat(spec(set, "route/root").has("groupWait")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'receivers': []                                                                        | route
          'route': {'receiver': 'x'}                                                             | route.receiver
          'route': {}                                                                            | route.receiver
          'route': {'receiver': 'a', 'match': {'b': 'c'}}                                        | route.match
          'route': {'receiver': 'a', 'continue': true}                                           | route.continue
          'route': {'receiver': 'a', 'mute_time_intervals': ['x']}                               | route.mute_time_intervals
          'route': {'receiver': 'a', 'group_by': ['...', 'b']}                                   | route.group_by
          'route': {'receiver': 'a', 'group_wait': 'soon'}                                       | route.group_wait
          'route': {'receiver': 'a', 'routes': [{'matchers': ['severity']}]}                     | route.routes[0].matchers[0]
          'route': {'receiver': 'a', 'routes': [{'match_re': {'b': '('}}]}                       | route.routes[0].match_re.b
          'route': {'receiver': 'a', 'routes': [{'mute_time_intervals': ['x']}]}                 | route.routes[0].mute_time_intervals[0]
          'route': {'receiver': 'a', 'routes': [{'group_by_all': true}]}                         | route.routes[0].group_by_all
          'route': {'receiver': 'a'}, 'tracing': {}                                              | tracing
          'route': {'receiver': 'a'}, 'global': {'slack_api_url': 'https://h'}                   | global.slack_api_url
          'route': {'receiver': 'a'}, 'inhibit_rules': [{'source_match': {'a': 'b'}}]            | inhibit_rules
          'route': {'receiver': 'a'}, 'time_intervals': [{'name': 'n', 'time_intervals': [{'weekdays': ['friday:monday']}]}] | time_intervals[0]
          'route': {'receiver': 'b'}, 'receivers': [{'name': 'b', 'opsgenie_configs': [{}]}]      | receivers[0].opsgenie_configs
          'route': {'receiver': 'b'}, 'receivers': [{'name': 'b', 'webhook_configs': [{'url': 'ftp://h'}]}] | receivers[0]
          'route': {'receiver': 'b'}, 'receivers': [{'name': 'b', 'webhook_configs': [{'url': 'http://h', 'http_config': {'proxy_url': 'http://p'}}]}] | receivers[0].webhook_configs[0].http_config.proxy_url
          'route': {'receiver': 'b'}, 'receivers': [{'name': 'b', 'slack_configs': [{'http_config': {'basic_auth': {}}}]}] | receivers[0].slack_configs[0].http_config.basic_auth.password_file
          'route': {'receiver': 'a'}, 'global': {'http_config': {'tls_config': {'ca_file': 'ca.pem'}}} | global.http_config.tls_config.ca_file
          'route': {'receiver': 'a'}, 'global': {'http_config': {'tls_config': {'insecure_skip_verify': true}}} | global.http_config.tls_config.insecure_skip_verify
          'route': {'receiver': 'a'}, 'global': {'http_config': {'oauth2': {}}}                    | global.http_config.oauth2
          'route': {'receiver': 'a'}, 'global': {'http_config': {'proxy_from_environment': true}}  | global.http_config.proxy_from_environment
          'route': {'receiver': 'a'}, 'global': {'nonsense': 1}                                    | global.nonsense
          'route': {'receiver': 'a'}, 'global': {'slack_app_token': 'xoxb'}                        | global.slack_app_token
          'route': {'receiver': 'b'}, 'receivers': [{'name': 'b', 'webhook_configs': [{'url': 'http://h', 'http_config': {'authorization': {'credentials': 's3cret'}}}]}] | receivers[0].webhook_configs[0].http_config.authorization.credentials
          'route': {'receiver': 'b'}, 'receivers': [{'name': 'b', 'webhook_configs': [{'url': 'http://h', 'http_config': {'authorization': {'type': 'Bearer'}}}]}] | receivers[0].webhook_configs[0].http_config.authorization.credentials_file
          'route': {'receiver': 'b'}, 'receivers': [{'name': 'b', 'webhook_configs': [{'url': 'http://h', 'http_config': {'basic_auth': {'username': 'u', 'password': 's3cret'}}}]}] | receivers[0].webhook_configs[0].http_config.basic_auth.password
          'route': {'receiver': 'b'}, 'receivers': [{'name': 'b', 'webhook_configs': [{'url': 'http://h', 'http_config': {'bearer_token': 's3cret'}}]}] | receivers[0].webhook_configs[0].http_config.bearer_token
          'route': {'receiver': 'b'}, 'receivers': [{'name': 'b', 'webhook_configs': [{'url': 'http://h', 'http_config': {'bearer_token_file': 'a', 'basic_auth': {'username': 'u', 'password_file': 'b'}}}]}] | receivers[0].webhook_configs[0].http_config.basic_auth
          'route': {'receiver': 'b'}, 'receivers': [{'name': 'b', 'webhook_configs': [{'url': 'http://u:s3cret@h'}]}] | receivers[0]
          'route': {'receiver': 'b'}, 'receivers': [{'name': 'b', 'pagerduty_configs': [{'routing_key_file': 'k', 'http_config': {'bearer_token_file': 'k'}}]}] | receivers[0].pagerduty_configs[0].http_config.bearer_token_file
          'route': {'receiver': 'b'}, 'receivers': [{'name': 'b', 'slack_configs': [{'api_url_file': 'u', 'http_config': {'bearer_token_file': 'k'}}]}] | receivers[0].slack_configs[0].http_config
          'route': {'receiver': 'a', 'repeat_interval': '0s'}                                      | route
          'route': {'receiver': 'a', 'group_interval': '0s'}                                       | route
          'route': {'receiver': 'a'}, 'time_intervals': [{'name': 'n', 'time_intervals': [{'location': 'Local'}]}] | time_intervals[0].time_intervals[0].location
          'route': {'receiver': 'b'}, 'receivers': [{'name': 'b', 'pagerduty_configs': [{'routing_key': 'k'}]}] | receivers[0].pagerduty_configs[0].routing_key
          """)
  void whatItDoesNotUnderstandIsNamedByItsPath(String file, String path) {
    String receivers =
        file.contains("'receivers'")
            ? ""
            : ", 'receivers': [{'name': 'a', 'webhook_configs': [{'url': 'http://h'}]}]";
    assertThat(read("{" + file + receivers + "}").findings())
        .extracting(Finding::field)
        .contains(path);
  }

  private static DefinitionSet read(String text) {
    return DefinitionSet.of(Document.all("alertmanager.yml", List.of(json(text))));
  }

  private static JsonNode spec(DefinitionSet set, String key) {
    return set.definitions().stream()
        .filter(definition -> definition.key().equals(key))
        .findFirst()
        .orElseThrow()
        .spec();
  }

  private static JsonNode json(String text) {
    return Json.read(text.replace("\"", "\\\"").replace('\'', '"').getBytes(), JsonNode.class);
  }
}
