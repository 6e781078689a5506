package dev.tocsin.router.dispatch;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * An answer's body that nobody reads: taken up to a limit, so that the connection can be used
 * again, and cut off above it.
 */
final class IgnoredBody implements BodySubscriber<Void> {
  private static final long MOST_BYTES = 64 << 10;

  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private Flow.Subscription subscription;
  private long bytes;

  @Override
  public CompletionStage<Void> getBody() {
    return end;
  }

  @Override
  public void onSubscribe(Flow.Subscription to) {
    subscription = to;
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      bytes += buffer.remaining();
    }
    if (bytes > MOST_BYTES) {
      subscription.cancel();
      end.complete(null);
    }
  }

  @Override
  public void onError(Throwable failure) {
    // The status was read already, and it decides.
    end.complete(null);
  }

  @Override
  public void onComplete() {
    end.complete(null);
  }
}
