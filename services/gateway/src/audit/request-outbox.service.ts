import { requestAnswered } from '@latchkey/contracts/audit/entry';
import type { CloudEvent, PayloadOf } from '@latchkey/contracts/event';
import { newId } from '@latchkey/database/id';
import { Bus } from '@latchkey/messaging/bus';
import { currentContext } from '@latchkey/messaging/request-context';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';

/** So many wait at most while the broker is away; then the oldest go, and the log of the process says so. */
const mostWaiting = 20_000;
const atOnce = 32;
const retryMs = 500;

/**
 * Tells the audit log what no service records: reads, and what was refused at the door. In the background, with retries:
 * a request does not wait for its entry. A gateway that is killed loses the entries of its last moments; changes are not
 * among them, since their entries commit with them.
 */
@Injectable()
export class RequestOutbox implements BeforeApplicationShutdown {
  private readonly logger = new Logger(RequestOutbox.name);
  private readonly waiting: CloudEvent[] = [];
  private sending: Promise<void> | undefined;
  private closing = false;
  private dropped = 0;

  constructor(private readonly bus: Bus) {}

  tell(data: PayloadOf<typeof requestAnswered>): void {
    const traceparent = currentContext()?.traceparent;
    this.waiting.push({
      specversion: '1.0',
      id: newId('evt'),
      source: '/gateway',
      type: requestAnswered.type,
      ...(data.userId === null ? {} : { subject: data.userId }),
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      ...(traceparent === undefined ? {} : { traceparent }),
      data,
    });
    if (this.waiting.length > mostWaiting) {
      this.waiting.shift();
      if (this.dropped++ % 1000 === 0)
        this.logger.error(`${this.dropped} audit entries dropped: the broker is away`);
    }
    this.sending ??= this.send().finally(() => {
      this.sending = undefined;
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closing = true;
    await this.sending;
  }

  private async send(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.slice(0, atOnce);
      try {
        await Promise.all(batch.map((event) => this.publish(event)));
        this.waiting.splice(0, batch.length);
      } catch (error) {
        if (this.closing)
          return this.logger.error(`${this.waiting.length} audit entries lost: ${String(error)}`);
        await new Promise((resolve) => setTimeout(resolve, retryMs));
      }
    }
  }

  /** With its id, so that a repeat after a lost acknowledgement is one event. */
  private async publish(event: CloudEvent): Promise<void> {
    await this.bus
      .jetstream()
      .publish(requestAnswered.subject, JSON.stringify(event), { msgID: event.id, timeout: 2000 });
  }
}
