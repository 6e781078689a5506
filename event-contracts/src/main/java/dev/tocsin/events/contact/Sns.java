package dev.tocsin.events.contact;

import dev.tocsin.events.InvalidFieldException;
import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A topic, an endpoint or a telephone of Amazon's Simple Notification Service.
 *
 * @param topicArn the topic; a name that ends in {@code .fifo} gets a group and a deduplication id
 * @param targetArn an endpoint, instead
 * @param phoneNumber a telephone in the form +14155550100, instead
 * @param region such as eu-west-1; that of the ARN where there is one
 * @param accessKey where the access key's id is found
 * @param secretKey where the secret access key is found
 * @param sessionToken where the session's token is found, or null
 * @param endpoint where the service is, or null for Amazon's in that region
 * @param attributes message attributes, strings
 */
public record Sns(
    String topicArn,
    String targetArn,
    String phoneNumber,
    String region,
    Secret accessKey,
    Secret secretKey,
    Secret sessionToken,
    URI endpoint,
    Map<String, String> attributes,
    Boolean sendResolved)
    implements Contact {
  private static final String ARN = "arn:[a-z-]+:sns:[a-z0-9-]+:\\d{12}:.+";

  public Sns {
    if (Stream.of(topicArn, targetArn, phoneNumber).filter(t -> t != null).count() != 1) {
      throw new InvalidFieldException(
          "topicArn", "exactly one of topicArn, targetArn and phoneNumber is required");
    }
    arn("topicArn", topicArn);
    arn("targetArn", targetArn);
    if (phoneNumber != null && !phoneNumber.matches("\\+\\d{6,15}")) {
      throw new InvalidFieldException("phoneNumber", "must be in the form +14155550100");
    }
    String arn = topicArn == null ? targetArn : topicArn;
    region = region == null && arn != null ? arn.split(":")[3] : region;
    if (region == null || !region.matches("[a-z0-9-]{1,32}")) {
      throw new InvalidFieldException("region", "is required: such as eu-west-1");
    }
    Contact.required("accessKey", accessKey, Secret.FORM);
    Contact.required("secretKey", secretKey, Secret.FORM);
    Contact.address("endpoint", endpoint);
    attributes =
        attributes == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(attributes));
    sendResolved = Contact.unlessSaid(sendResolved);
  }

  private static void arn(String field, String arn) {
    if (arn != null && !arn.matches(ARN)) {
      throw new InvalidFieldException(field, "must be of the form arn:aws:sns:REGION:ACCOUNT:NAME");
    }
  }
}
