import { NotFound } from '@latchkey/errors/errors';
import { Controller, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Endpoint } from '../http/endpoint.js';
import { generatedPicture } from './generated-picture.js';

const sizes = new Set([64, 128, 256, 512]);

@Controller('v1/avatars')
export class AvatarController {
  @Endpoint('GET', ':hash/:file', {
    summary: 'A picture; its address changes when the picture does',
    access: 'public',
    status: 200,
    produces: 'image/webp',
  })
  async get(@Param('hash') hash: string, @Param('file') file: string, @Res() reply: FastifyReply) {
    const size = Number(/^(\d{2,3})\.webp$/.exec(file)?.[1]);
    if (!/^[0-9a-f]{32}$/.test(hash) || !sizes.has(size)) throw new NotFound();
    // Loaded when the first picture is asked for: it takes memory that an idle gateway need not have.
    const { default: sharp } = await import('sharp');
    const picture = await sharp(Buffer.from(generatedPicture(hash, size)))
      .webp({ lossless: true })
      .toBuffer();
    void reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('cross-origin-resource-policy', 'cross-origin')
      .type('image/webp')
      .send(picture);
  }
}
