package dev.tocsin.router.channel;

import dev.tocsin.events.Notification;
import dev.tocsin.events.Page;
import dev.tocsin.events.ReceiverSpec;
import dev.tocsin.events.ReceiverSpec.Templates;
import dev.tocsin.events.contact.Sns;
import dev.tocsin.events.egress.Answer;
import dev.tocsin.events.egress.Requests;
import dev.tocsin.events.egress.Secrets;
import dev.tocsin.router.egress.AwsSignature;
import dev.tocsin.router.text.Escape;
import dev.tocsin.router.text.PageText;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Amazon's Simple Notification Service: the action Publish of its query interface. */
public record SnsChannel(
    Requests requests, Secrets secrets, Pages pages, PageText text, Clock clock)
    implements Channel {
  private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";
  private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z.]{1,64})</Code>");

  /** Codes that come with 4xx and mean "later". */
  private static final Pattern THROTTLED =
      Pattern.compile("Throttl.*|RequestLimitExceeded|TooManyRequests.*|KMSThrottling.*");

  /** A message may have 256 KiB, of which a character takes at most three bytes. */
  private static final int LONGEST_MESSAGE = 80_000;

  private static final int LONGEST_SMS = 1_600;
  private static final int LONGEST_SUBJECT = 99;

  @Override
  public CompletionStage<Outcome> send(Notification intent, ReceiverSpec receiver) {
    Sns sns = receiver.contact(intent.channel(), Sns.class);
    byte[] body = form(fields(intent, sns, receiver.templates())).getBytes(StandardCharsets.UTF_8);
    URI target =
        sns.endpoint() == null
            ? URI.create("https://sns." + sns.region() + ".amazonaws.com/")
            : sns.endpoint();
    AwsSignature signature =
        new AwsSignature(
            sns.region(),
            "sns",
            secrets.find(sns.accessKey()),
            secrets.find(sns.secretKey()),
            sns.sessionToken() == null ? null : secrets.find(sns.sessionToken()));
    Map<String, String> headers =
        signature.sign(target, Map.of("Content-Type", FORM), body, clock.instant());
    return requests
        .post(target, headers, body)
        .thenApply(reply -> Outcome.of(reply, SnsChannel::outcome));
  }

  private Map<String, String> fields(Notification intent, Sns sns, Templates templates) {
    Page page = pages.of(intent);
    String title = text.title(templates, page);
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("Action", "Publish");
    fields.put("Version", "2010-03-31");
    if (sns.phoneNumber() != null) {
      fields.put("PhoneNumber", sns.phoneNumber());
      fields.put("Message", PageText.cut(title, LONGEST_SMS));
    } else {
      fields.put(
          sns.topicArn() == null ? "TargetArn" : "TopicArn",
          sns.topicArn() == null ? sns.targetArn() : sns.topicArn());
      fields.put("Subject", subject(title));
      fields.put("Message", PageText.cut(text.text(templates, page), LONGEST_MESSAGE));
    }
    if (sns.topicArn() != null && sns.topicArn().endsWith(".fifo")) {
      fields.put("MessageGroupId", intent.thread());
      fields.put("MessageDeduplicationId", intent.notificationId());
    }
    int number = 0;
    for (Map.Entry<String, String> each : sns.attributes().entrySet()) {
      String entry = "MessageAttributes.entry." + ++number;
      fields.put(entry + ".Name", each.getKey());
      fields.put(entry + ".Value.DataType", "String");
      fields.put(entry + ".Value.StringValue", each.getValue());
    }
    return fields;
  }

  /** ASCII, as SNS wants it. */
  private static String subject(String title) {
    String ascii = title.replaceAll("[^ -~]", "?").strip();
    String some = ascii.isEmpty() ? "Alert" : ascii;
    return some.length() > LONGEST_SUBJECT ? some.substring(0, LONGEST_SUBJECT) : some;
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(e -> e.getKey() + "=" + Escape.FORM.apply(e.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static Outcome outcome(Answer answer) {
    Matcher code = CODE.matcher(answer.body());
    if (answer.accepted() || !code.find()) {
      return Outcome.byStatus(answer);
    }
    String said = answer.said() + " " + code.group(1);
    return answer.later() || THROTTLED.matcher(code.group(1)).matches()
        ? new Outcome.Transient(said, answer.retryAfter())
        : new Outcome.Permanent(said);
  }
}
