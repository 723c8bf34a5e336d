import { describe, expect, it } from '@jest/globals';
import { Test } from '@nestjs/testing';
import { ActivePolicy, PolicyModule } from './policy.module.js';

const start = (policy: string) =>
  Test.createTestingModule({ imports: [PolicyModule.forRoot(policy)] }).compile();

describe('PolicyModule', () => {
  it('hands the policy to whoever asks for it', async () => {
    const service = await start('steampipe');
    expect(service.get(ActivePolicy).policy.apiKeys.maximum).toBe(2);
    await service.close();
  });

  it('stops the start when there is no such policy', async () => {
    await expect(start('steampunk')).rejects.toThrow('"steampunk" is refused');
  });
});
