import { ActivePolicy } from '@latchkey/policy/policy.module';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { config } from '../config.js';
import type { Mail } from '../mail.js';
import { renderMail } from './render-mail.js';

/** Silence after which a mail server is given up, at each step of the conversation. */
const patience = { connectionTimeout: 5000, greetingTimeout: 5000, socketTimeout: 15_000, dnsTimeout: 5000 };

/** Hands mails in at the deployment's mail server. */
@Injectable()
export class Mailer implements OnApplicationShutdown {
  private readonly host = new URL(config.publicUrl).hostname;
  private readonly transport: Transporter;

  constructor({ policy }: ActivePolicy) {
    this.transport = createTransport(
      {
        url: config.smtpUrl,
        ...patience,
        // Connections are kept for the next mail until either side has had enough of the silence.
        pool: true,
        maxConnections: config.mailConcurrency,
        disableFileAccess: true,
        disableUrlAccess: true,
      },
      { from: config.mailFrom ?? { name: policy.labels.product, address: `no-reply@${this.host}` } },
    );
  }

  onApplicationShutdown(): void {
    this.transport.close();
  }

  /**
   * @param messageId the same for every attempt, so that mailboxes which know it already show one mail
   * @throws Error of the mail server, or of none being there
   */
  async send({
    address,
    messageId,
    mail,
  }: {
    address: string;
    messageId: string;
    mail: Mail;
  }): Promise<void> {
    await this.transport.sendMail({
      // An object, not a text: nothing in an address can become a second one.
      to: { name: '', address },
      messageId: `<${messageId}@${this.host}>`,
      ...renderMail(mail, config.publicUrl),
      // RFC 3834: no out-of-office replies, please.
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    });
  }
}
