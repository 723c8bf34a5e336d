// Made from docs/openapi.json by `npm run generate`.
export interface paths {
    "/.well-known/oauth-authorization-server": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is offered to OAuth clients (RFC 8414) */
        get: operations["oAuthCredential.metadata"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document, to be read */
        get: operations["openApi.page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs/docs.css": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Its style */
        get: operations["openApi.style"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Alive; asks nobody */
        get: operations["health.alive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Prometheus metrics */
        get: operations["health.metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth2/device_authorization": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A program asks for a login (RFC 8628, 3.1) */
        post: operations["oAuthToken.authorize"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth2/introspect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whose a token is (RFC 7662)
         * @description Needs `RIGHT_INTROSPECT`.
         */
        post: operations["oAuthCredential.introspect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth2/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a token that one holds (RFC 7009); with the 200 it is dead on every gateway */
        post: operations["oAuthCredential.revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth2/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The program comes for its login (RFC 8628, 3.4) */
        post: operations["oAuthToken.token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["openApi.json"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether it can do its work */
        get: operations["health.ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** For nginx `auth_request`, Traefik `forwardAuth`, Envoy `ext_authz`: whose credential this is */
        get: operations["verification.verify.get"];
        /** For nginx `auth_request`, Traefik `forwardAuth`, Envoy `ext_authz`: whose credential this is */
        put: operations["verification.verify.put"];
        /** For nginx `auth_request`, Traefik `forwardAuth`, Envoy `ext_authz`: whose credential this is */
        post: operations["verification.verify.post"];
        /** For nginx `auth_request`, Traefik `forwardAuth`, Envoy `ext_authz`: whose credential this is */
        delete: operations["verification.verify.delete"];
        options?: never;
        head?: never;
        /** For nginx `auth_request`, Traefik `forwardAuth`, Envoy `ext_authz`: whose credential this is */
        patch: operations["verification.verify.patch"];
        trace?: never;
    };
    "/v1/avatars/{hash}/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A picture; its address changes when the picture does */
        get: operations["avatar.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/credentials/introspect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Up to 100 tokens at once: whose each is
         * @description Needs `RIGHT_INTROSPECT`.
         */
        post: operations["credential.introspect"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/credentials/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whoever holds a leaked token may kill it; its owner is told */
        post: operations["credential.revoke"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/device-logins/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who asks for a login under a code
         * @description Needs `RIGHT_USER_ALL`.
         */
        get: operations["deviceLogin.get"];
        put?: never;
        /**
         * Approve or decline
         * @description Needs `RIGHT_USER_ALL`.
         */
        post: operations["deviceLogin.decide"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/password-resets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for a link to set a new password; the answer is the same whether there is such an account or not */
        post: operations["passwordReset.request"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/password-resets/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Set a new password with the link; with the 200 everything old is dead on every gateway */
        post: operations["passwordReset.complete"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What this deployment allows: console and CLI draw themselves from it */
        get: operations["policy.get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in; sets the cookie, or returns a token with `transport: "bearer"` */
        post: operations["session.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All accounts, for administrators
         * @description Needs `RIGHT_USER_INFO`.
         */
        get: operations["user.list"];
        put?: never;
        /** Sign up; administrators make accounts for others */
        post: operations["user.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{user}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * An account: all of it for its owner and administrators, else id, handle, name and picture
         * @description Needs `RIGHT_USER_INFO`.
         */
        get: operations["user.get"];
        put?: never;
        post?: never;
        /**
         * Delete an account: with the 202 everything of it is dead on every gateway; its data is erased when the grace period ends
         * @description Needs `RIGHT_USER_DELETE`.
         */
        delete: operations["deletion.delete"];
        options?: never;
        head?: never;
        /**
         * Change names and addresses; administrators also state and role
         * @description Needs `RIGHT_USER_SETTINGS_BASIC`.
         */
        patch: operations["user.update"];
        trace?: never;
    };
    "/v1/users/{user}/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One’s own keys, newest first; nobody else sees them
         * @description Needs `RIGHT_USER_SETTINGS_API_KEYS`.
         */
        get: operations["apiKey.list"];
        put?: never;
        /**
         * Make a key; its token is shown this once
         * @description Needs `RIGHT_USER_SETTINGS_API_KEYS`.
         */
        post: operations["apiKey.create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{user}/api-keys/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One key, without its token
         * @description Needs `RIGHT_USER_SETTINGS_API_KEYS`.
         */
        get: operations["apiKey.get"];
        put?: never;
        post?: never;
        /**
         * Delete a key; with the 204 it is dead on every gateway
         * @description Needs `RIGHT_USER_SETTINGS_API_KEYS`.
         */
        delete: operations["apiKey.delete"];
        options?: never;
        head?: never;
        /**
         * Change a key; what is taken away is gone on every gateway with the 200
         * @description Needs `RIGHT_USER_SETTINGS_API_KEYS`.
         */
        patch: operations["apiKey.update"];
        trace?: never;
    };
    "/v1/users/{user}/api-keys/{key}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace a key by a new one; the old one lives on for a grace, if asked
         * @description Needs `RIGHT_USER_SETTINGS_API_KEYS`.
         */
        post: operations["apiKey.rotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{user}/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was done to the account and with it, newest first
         * @description Needs `RIGHT_USER_AUDIT_READ`.
         */
        get: operations["auditLog.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{user}/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The inbox, newest first
         * @description Needs `RIGHT_USER_NOTIFICATIONS_READ`.
         */
        get: operations["notification.list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{user}/notifications/{notification}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Mark one as unseen, seen or archived
         * @description Needs `RIGHT_USER_NOTIFICATIONS_READ`.
         */
        patch: operations["notification.update"];
        trace?: never;
    };
    "/v1/users/{user}/notifications/mark-all-seen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark everything as seen
         * @description Needs `RIGHT_USER_NOTIFICATIONS_READ`.
         */
        post: operations["notification.markAllSeen"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{user}/notifications/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * New notifications as they come, as server-sent events; `Last-Event-ID` resumes; ends with its credential
         * @description Needs `RIGHT_USER_NOTIFICATIONS_READ`.
         */
        get: operations["notification.stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{user}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change the password and, if asked, revoke everything: with the 200 it is dead on every gateway
         * @description Needs `RIGHT_USER_ALL`.
         */
        put: operations["password.change"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{user}/purge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase an account that is being deleted now, for administrators; repeated by its id, the same receipt for ever
         * @description Needs `RIGHT_USER_DELETE`.
         */
        post: operations["deletion.purge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{user}/reset-authentication": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Every session, CLI token and API key dies, this session too
         * @description Needs `RIGHT_USER_ALL`.
         */
        post: operations["credential.reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{user}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Call a deletion off, for administrators; what it revoked stays dead
         * @description Needs `RIGHT_USER_DELETE`.
         */
        post: operations["deletion.restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{user}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where one is signed in
         * @description Needs `RIGHT_USER_ALL`.
         */
        get: operations["session.list"];
        put?: never;
        post?: never;
        /**
         * End all sessions, or with `?except=current` all others
         * @description Needs `RIGHT_USER_ALL`.
         */
        delete: operations["session.endAll"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{user}/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a session, or `current`; with the 204 it is dead on every gateway
         * @description Needs `RIGHT_USER_ALL`.
         */
        delete: operations["session.end"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ApiKey: {
            id: string;
            name: string | null;
            rights: string[];
            /** @enum {string} */
            status: "active" | "inactive" | "expired" | "superseded";
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            expiresAt: string | null;
            expiringSoon: boolean;
            lastUsedAt: string | null;
            lastUsedIp: string | null;
            last4: string;
            allowedCidrs: string[];
        };
        AuditEntry: {
            id: string;
            /** Format: date-time */
            time: string;
            /** @description `noun.verb`, e.g. `password.change` */
            action: string;
            /** @enum {string} */
            outcome: "success" | "denied" | "failed";
            actor: {
                id: string | null;
                handle: string | null;
                credentialId: string | null;
                credentialKind: ("session" | "cli" | "key") | null;
            };
            ipAddress: string | null;
            userAgent: string | null;
            target: {
                type: string;
                id: string;
            } | null;
            data: {
                [key: string]: unknown;
            };
            /** @description SHA-256 over this entry and `previousHash`, hex */
            hash: string | null;
            previousHash: string | null;
        };
        ChangePassword: {
            currentPassword: string;
            newPassword: string;
            /**
             * @description End every session and revoke every key that the policy covers
             * @default false
             */
            revokeAll: boolean;
            /**
             * @description With revokeAll: spare the session that asks
             * @default false
             */
            keepCurrentSession: boolean;
        };
        CompletePasswordReset: {
            /** @description From the link in the mail, behind `#token=` */
            token: string;
            newPassword: string;
        };
        CreateApiKey: {
            name?: string;
            rights?: string[];
            /** Format: date-time */
            expiresAt?: string;
            expiresInDays?: number;
            allowedCidrs?: string[];
            /** @description Step-up, if the sign-in is older than 10 minutes */
            currentPassword?: string;
        };
        CreatedApiKey: {
            apiKey: components["schemas"]["ApiKey"];
            token: string | null;
        };
        DecideDeviceLogin: {
            approve: boolean;
        };
        DeleteUser: {
            /** @description The handle or the email address of the account, whichever the policy asks for */
            confirm: string;
            currentPassword?: string;
        };
        Deletion: {
            /**
             * Format: date-time
             * @description When its data is erased; until then an administrator can restore it
             */
            deletesAt: string;
        };
        DeviceLogin: {
            userCode: string;
            ipAddress: string;
            userAgent: string;
            device: {
                browser: string | null;
                os: string | null;
            };
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** @enum {string} */
            status: "pending" | "approved" | "declined";
        };
        Erasure: {
            userId: string;
            /** @description When each service had nothing left */
            erased: {
                /** Format: date-time */
                tokens: string;
                /** Format: date-time */
                notifications: string;
                /** Format: date-time */
                audit: string;
                /** Format: date-time */
                identity: string;
            };
            /**
             * Format: date-time
             * @description When what is on its way between services is also gone
             */
            eventsForgottenBy: string;
        };
        Introspection: {
            active: boolean;
            sub?: string;
            username?: string;
            /** @constant */
            token_type?: "Bearer";
            /** @description Rights, separated by spaces */
            scope?: string;
            client_id?: string;
            /** @description Id of the credential */
            jti?: string;
            /** @description Seconds since 1970 */
            iat?: number;
            /** @description Seconds since 1970 */
            exp?: number;
        };
        IntrospectMany: {
            tokens: string[];
        };
        Notification: {
            id: string;
            type: string;
            title: string;
            body: string;
            data: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            status: "unseen" | "seen" | "archived";
            /** Format: date-time */
            createdAt: string;
        };
        PasswordChanged: {
            receipt: components["schemas"]["Receipt"] | null;
        };
        Policy: {
            /** @description Name of the preset that this policy is, or started from */
            preset: string;
            /**
             * @description What stands for a person on screen besides the name; people sign in with either
             * @enum {string}
             */
            identifier: "handle" | "email";
            /** @description The fields of a person’s name */
            name: {
                /**
                 * @description Whether a person has one name (`name`) or two (`firstName`, `lastName`)
                 * @enum {string}
                 */
                fields: "single" | "first-and-last";
                /** @description Whether the name, or both names, must be given */
                required: boolean;
                /** @description Longest name, or longest of the two, in characters */
                maxLength: number;
            };
            /** @description Handles: the unique names of accounts */
            handle: {
                /** @description Regular expression (JavaScript, `u` flag) that the whole handle must match */
                pattern: string;
                /** @description Shortest handle, in characters */
                minLength: number;
                /** @description Longest handle, in characters */
                maxLength: number;
                /** @description Whether people may change their handle */
                mutable: boolean;
                /** @description How long a handle that was given up is held for its former owner, in days */
                holdDays: number;
            };
            /** @description Email addresses */
            email: {
                /**
                 * @description Whether people change their own address, or an administrator does
                 * @enum {string}
                 */
                change: "self-service" | "admin-only";
                /** @description Whether people may give a second address that notifications go to instead */
                notificationAddress: boolean;
            };
            /**
             * @description Who may make an account: anybody, somebody with an invitation, or administrators alone
             * @enum {string}
             */
            registration: "open" | "invitation" | "admin";
            /** @description What a new password must be like */
            password: {
                /** @description Shortest password, in code points. NIST SP 800-63B-4: 15 when it is the only factor */
                minLength: number;
                /** @description Longest password, in code points */
                maxLength: number;
                /** @description Fewest upper-case letters; 0: no such rule. NIST SP 800-63B-4 asks for none */
                minUppercase: number;
                /** @description Fewest lower-case letters; 0: no such rule. NIST SP 800-63B-4 asks for none */
                minLowercase: number;
                /** @description Fewest digits; 0: no such rule. NIST SP 800-63B-4 asks for none */
                minDigits: number;
                /** @description Fewest characters that are neither letter nor digit; a space counts; 0: no such rule. NIST SP 800-63B-4 asks for none */
                minSpecial: number;
                /** @description Whether a password that contains the handle is refused, in any case of letters */
                rejectHandle: boolean;
                /** @description Whether a password on the list of common and leaked ones is refused */
                blockList: boolean;
                /** @description Least strength by estimate, from 0 (guessed at once) to 4 (very hard to guess); null: not estimated */
                minStrength: number | null;
            };
            /** @description How long a sign-in lasts */
            sessions: {
                /** @description Sessions of the console */
                browser: {
                    /** @description Ends after this long without use, in seconds; null: never for that reason */
                    idleSeconds: number | null;
                    /** @description Ends this long after the sign-in whatever happens, in seconds */
                    absoluteSeconds: number;
                };
                /** @description Sessions of the CLI and of other programs that sign in through a browser */
                cli: {
                    /** @description Ends after this long without use, in seconds; null: never for that reason */
                    idleSeconds: number | null;
                    /** @description Ends this long after the sign-in whatever happens, in seconds */
                    absoluteSeconds: number;
                };
            };
            /** @description API keys: how many, for how long, with which rights */
            apiKeys: {
                /** @description Most keys a person may have at a time; null: any number */
                maximum: number | null;
                /**
                 * @description Whether the maker of a key chooses its rights, or it has the access of its owner
                 * @enum {string}
                 */
                rights: "chosen" | "owner";
                /** @description The menu of lifetimes to choose from, in days; null: any date */
                durationsInDays: number[] | null;
                /** @description Longest lifetime, in days; null: no limit */
                maxDays: number | null;
                /** @description Whether every key must have an expiry date */
                expiryRequired: boolean;
                /** @description Whether an expiry date may be moved back or taken away */
                extendable: boolean;
                /** @description Whether a key may be switched off and on again */
                deactivatable: boolean;
                /** @description From how many days before its end a key counts as expiring soon; 0: never */
                expiringSoonDays: number;
                /** @description How many days before the end the owner is warned, once each; empty: no warning */
                warnAtDays: number[];
                /** @description Whether a key may be replaced by a new one with the same rights */
                rotatable: boolean;
                /** @description Longest time that a rotated key may go on working, in seconds */
                maxGraceSeconds: number;
                /**
                 * @description How the console shows a new key, once: in a dialog closed by "I have copied the key", in a field until the page is left, or masked with a button that reveals it
                 * @enum {string}
                 */
                secretShown: "dialog" | "field" | "masked";
            };
            /** @description What a password change with "revoke all" covers. Reset authentication always covers everything */
            revokeAll: {
                /** @description Whether it ends the sessions of browsers */
                sessions: boolean;
                /** @description Whether it ends the sessions of the CLI */
                cliTokens: boolean;
                /** @description Whether it revokes API keys */
                apiKeys: boolean;
            };
            /** @description The rights that exist: the built-in ones and the deployment’s own */
            rights: {
                /** @description `RIGHT_…`; one that begins with `RIGHT_USER_` is part of "all user rights" */
                id: string;
                /** @description Its name in the rights picker */
                title: string;
                /** @description What its holder may do, as a sentence */
                description: string;
            }[];
            /** @description The kinds of notifications that exist, in order */
            notifications: {
                /** @description Its name in the API, e.g. `password_changed` */
                id: string;
                /** @description Its name in the list of preferences */
                title: string;
                /** @description When it is sent, as a sentence */
                description: string;
                /** @description The heading that it stands under */
                category: string;
                /** @description Whether nobody can switch it off, also not with all email off */
                mandatory: boolean;
                /** @description Whether administrators cannot switch its email off, because it asks them to act */
                adminRequired: boolean;
                /** @description Whether it is mailed unless the person says otherwise */
                email: boolean;
                /** @description Whether it appears in the inbox */
                inApp: boolean;
            }[];
            /** @description Pictures */
            avatar: {
                /**
                 * @description Where a picture may be looked for by email address; `none` offers no look-up
                 * @enum {string}
                 */
                lookup: "gravatar" | "none";
                /**
                 * @description What an account shows until its owner chooses; a generated picture steps in for a Gravatar that is not there
                 * @enum {string}
                 */
                default: "gravatar" | "generated";
                /** @description Whether people may upload a picture */
                upload: boolean;
                /** @description Image formats that an upload may have */
                mediaTypes: ("image/jpeg" | "image/png" | "image/webp")[];
                /** @description Largest upload, in bytes; 8 MiB at most */
                maxBytes: number;
                /**
                 * @description Whether the square is cut from the middle, or chosen by the owner in a dialog
                 * @enum {string}
                 */
                crop: "center" | "dialog";
            };
            /** @description How accounts are deleted */
            deletion: {
                /**
                 * @description Who may delete an account: its owner too, or administrators alone
                 * @enum {string}
                 */
                by: "self" | "admin";
                /**
                 * @description What must be typed to confirm
                 * @enum {string}
                 */
                confirmBy: "handle" | "email";
                /** @description How long an administrator can restore the account before its data is erased, in seconds; 0: at once */
                graceSeconds: number;
            };
            /** @description Whether people have workspaces and a database password */
            workspaces: boolean;
            /** @description What things are called here */
            labels: {
                /** @description The product that people sign in to, in titles and mails */
                product: string;
                /** @description What a handle is called, e.g. "User ID" */
                handle: string;
                /** @description What the single name is called, e.g. "Display Name" */
                name: string;
                /** @description What an API key is called, e.g. "API token" */
                apiKey: string;
                /** @description The same, more than one */
                apiKeys: string;
                /** @description The button that makes one, e.g. "Generate" */
                createApiKey: string;
                /** @description The field with its end, e.g. "Expiry date" */
                expiry: string;
                /** @description The entry of the avatar menu that leads to the settings */
                settings: string;
                /** @description The button that saves a form */
                save: string;
                /** @description The button that brings the last saved values back */
                discard: string;
                /** @description The box at the password change that revokes all access */
                revokeAll: string;
                /** @description The button that ends every session and revokes every key */
                resetAuthentication: string;
                /** @description The button that deletes the account */
                deleteAccount: string;
                /** @description What a workspace is called */
                workspace: string;
                /** @description The same, more than one */
                workspaces: string;
            };
        };
        Problem: {
            type: string;
            title: string;
            status: number;
            code: string;
            detail: string;
            requestId: string;
            errors?: {
                pointer: string;
                code: string;
                message: string;
            }[];
        };
        PublicUser: {
            id: string;
            handle: string;
            name: string | null;
            avatar: {
                /** @enum {string} */
                source: "gravatar" | "upload" | "generated";
                url: string;
                /** @description Edge length in pixels → URL */
                sizes: {
                    [key: string]: string;
                };
            };
        };
        PurgeUser: {
            currentPassword?: string;
        };
        Receipt: {
            id: string;
            /** Format: date-time */
            effectiveAt: string;
            revoked: {
                sessions: number;
                cliTokens: number;
                apiKeys: number;
            };
            barrier: {
                /** @description Gateways that held a live lease at the commit */
                gateways: number;
                acknowledged: number;
                /** @description Gateways whose lease ran out before they acknowledged */
                expired: number;
                elapsedMs: number;
            };
        };
        RequestPasswordReset: {
            /** @description Handle or email */
            identifier: string;
        };
        ResetAuthentication: {
            currentPassword?: string;
        };
        RevokeLeaked: {
            credentials: string[];
        };
        RotateApiKey: {
            /**
             * @description How long the old one still works
             * @default 0
             */
            gracePeriodSeconds: number;
            /** @description Step-up, if the sign-in is older than 10 minutes */
            currentPassword?: string;
        };
        Session: {
            id: string;
            /** @enum {string} */
            kind: "browser" | "cli";
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            lastSeenAt: string;
            /** Format: date-time */
            expiresAt: string;
            ipAddress: string;
            userAgent: string;
            device: {
                browser: string | null;
                os: string | null;
            };
            current: boolean;
        };
        SignedIn: {
            session: components["schemas"]["Session"];
            user: components["schemas"]["User"];
            token?: string;
        };
        SignIn: {
            /** @description Handle or email address */
            identifier: string;
            password: string;
            /**
             * @default cookie
             * @enum {string}
             */
            transport: "cookie" | "bearer";
        };
        SignUp: {
            handle: string;
            email: string;
            password?: string;
            name?: string;
            firstName?: string;
            lastName?: string;
            admin?: boolean;
            /** @enum {string} */
            state?: "active" | "suspended";
        };
        UpdateApiKey: {
            name?: string | null;
            rights?: string[];
            /** @enum {string} */
            status?: "active" | "inactive";
            allowedCidrs?: string[];
            expiresAt?: string | null;
            /** @description Step-up, if the sign-in is older than 10 minutes */
            currentPassword?: string;
        };
        UpdateNotification: {
            /** @enum {string} */
            status: "unseen" | "seen" | "archived";
        };
        UpdateUser: {
            name?: string | null;
            firstName?: string | null;
            lastName?: string | null;
            notificationEmail?: string | null;
            email?: string;
            admin?: boolean;
            /** @enum {string} */
            state?: "active" | "suspended";
        };
        User: {
            id: string;
            handle: string;
            name: string | null;
            firstName: string | null;
            lastName: string | null;
            email: string;
            emailVerified: boolean;
            pendingEmail: string | null;
            notificationEmail: string | null;
            avatar: {
                /** @enum {string} */
                source: "gravatar" | "upload" | "generated";
                url: string;
                /** @description Edge length in pixels → URL */
                sizes: {
                    [key: string]: string;
                };
            };
            admin: boolean;
            /** @enum {string} */
            state: "active" | "suspended" | "deleting";
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            passwordChangedAt: string | null;
            lastSignInAt: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "oAuthCredential.metadata": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is offered to OAuth clients (RFC 8414) */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "openApi.page": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description This document, to be read */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": unknown;
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "openApi.style": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its style */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/css": unknown;
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "health.alive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Alive; asks nobody */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "health.metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Prometheus metrics */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": unknown;
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "oAuthToken.authorize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": {
                    client_id?: string;
                    scope?: string;
                };
            };
        };
        responses: {
            /** @description A program asks for a login (RFC 8628, 3.1) */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        device_code: string;
                        user_code: string;
                        verification_uri: string;
                        verification_uri_complete: string;
                        expires_in: number;
                        interval: number;
                    };
                };
            };
            /** @description `validation_failed` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "oAuthCredential.introspect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": {
                    token?: string;
                    token_type_hint?: string;
                };
            };
        };
        responses: {
            /** @description Whose a token is (RFC 7662) */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Introspection"];
                };
            };
            /** @description `unauthenticated`, `invalid_token` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "oAuthCredential.revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": {
                    token?: string;
                    token_type_hint?: string;
                };
            };
        };
        responses: {
            /** @description End a token that one holds (RFC 7009); with the 200 it is dead on every gateway */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "oAuthToken.token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": {
                    grant_type?: string;
                    device_code?: string;
                    client_id?: string;
                };
            };
        };
        responses: {
            /** @description The program comes for its login (RFC 8628, 3.4) */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        access_token: string;
                        /** @constant */
                        token_type: "Bearer";
                        expires_in: number;
                        scope: string;
                    };
                };
            };
            /** @description `validation_failed` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "openApi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description This document */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "health.ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether it can do its work */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "verification.verify.get": {
        parameters: {
            query?: {
                right?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description For nginx `auth_request`, Traefik `forwardAuth`, Envoy `ext_authz`: whose credential this is */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_token`, `unauthenticated` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "verification.verify.put": {
        parameters: {
            query?: {
                right?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description For nginx `auth_request`, Traefik `forwardAuth`, Envoy `ext_authz`: whose credential this is */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_token`, `unauthenticated` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "verification.verify.post": {
        parameters: {
            query?: {
                right?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description For nginx `auth_request`, Traefik `forwardAuth`, Envoy `ext_authz`: whose credential this is */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_token`, `unauthenticated` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "verification.verify.delete": {
        parameters: {
            query?: {
                right?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description For nginx `auth_request`, Traefik `forwardAuth`, Envoy `ext_authz`: whose credential this is */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_token`, `unauthenticated` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "verification.verify.patch": {
        parameters: {
            query?: {
                right?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description For nginx `auth_request`, Traefik `forwardAuth`, Envoy `ext_authz`: whose credential this is */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_token`, `unauthenticated` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "avatar.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                hash: string;
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A picture; its address changes when the picture does */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/webp": unknown;
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "credential.introspect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IntrospectMany"];
            };
        };
        responses: {
            /** @description Up to 100 tokens at once: whose each is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Introspection"][];
                    };
                };
            };
            /** @description `unauthenticated`, `invalid_token` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "credential.revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevokeLeaked"];
            };
        };
        responses: {
            /** @description Whoever holds a leaked token may kill it; its owner is told */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "deviceLogin.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who asks for a login under a code */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceLogin"];
                };
            };
            /** @description `unauthenticated`, `invalid_token` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "deviceLogin.decide": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideDeviceLogin"];
            };
        };
        responses: {
            /** @description Approve or decline */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceLogin"];
                };
            };
            /** @description `unauthenticated`, `invalid_token` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "passwordReset.request": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RequestPasswordReset"];
            };
        };
        responses: {
            /** @description Ask for a link to set a new password; the answer is the same whether there is such an account or not */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "passwordReset.complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompletePasswordReset"];
            };
        };
        responses: {
            /** @description Set a new password with the link; with the 200 everything old is dead on every gateway */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description `link_expired` */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `password_too_weak`, `validation_failed` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`, `revocation_pending`, `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "policy.get": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What this deployment allows: console and CLI draw themselves from it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Policy"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "session.create": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Sign in; sets the cookie, or returns a token with `transport: "bearer"` */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description `invalid_credentials` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `account_suspended` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`, `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "user.list": {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                query?: string;
                state?: ("active" | "suspended" | "deleting") | "";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All accounts, for administrators */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["User"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `unauthenticated`, `invalid_token` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `admin_only`, `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "user.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key and body has the same result */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignUp"];
            };
        };
        responses: {
            /** @description Sign up; administrators make accounts for others */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description `handle_taken`, `email_taken` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `password_too_weak`, `idempotency_key_reused`, `validation_failed` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "user.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `me`, a handle or a user id */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An account: all of it for its owner and administrators, else id, handle, name and picture */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"] | components["schemas"]["PublicUser"];
                };
            };
            /** @description `unauthenticated`, `invalid_token` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "deletion.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `me`, a handle or a user id */
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeleteUser"];
            };
        };
        responses: {
            /** @description Delete an account: with the 202 everything of it is dead on every gateway; its data is erased when the grace period ends */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deletion"];
                };
            };
            /** @description `step_up_required`, `unauthenticated`, `invalid_token` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `admin_only`, `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `last_admin` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `confirmation_mismatch`, `validation_failed` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `revocation_pending`, `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "user.update": {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` that was read: refuses if somebody changed it since */
                "If-Match"?: string;
            };
            path: {
                /** @description `me`, a handle or a user id */
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateUser"];
            };
        };
        responses: {
            /** @description Change names and addresses; administrators also state and role */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description `unauthenticated`, `invalid_token` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `admin_only`, `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `last_admin`, `email_taken` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition_failed` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "apiKey.list": {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description `me`, a handle or a user id */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One’s own keys, newest first; nobody else sees them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ApiKey"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `unauthenticated`, `invalid_token` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "apiKey.create": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key and body has the same result */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description `me`, a handle or a user id */
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateApiKey"];
            };
        };
        responses: {
            /** @description Make a key; its token is shown this once */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
            /** @description `step_up_required`, `unauthenticated`, `invalid_token` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `right_not_held`, `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `token_limit_reached` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `expiry_in_past`, `expiry_required`, `expiry_too_long`, `rights_required`, `idempotency_key_reused`, `validation_failed` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "apiKey.get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `me`, a handle or a user id */
                user: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One key, without its token */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description `unauthenticated`, `invalid_token` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "apiKey.delete": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `me`, a handle or a user id */
                user: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Delete a key; with the 204 it is dead on every gateway */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `unauthenticated`, `invalid_token` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "apiKey.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `me`, a handle or a user id */
                user: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateApiKey"];
            };
        };
        responses: {
            /** @description Change a key; what is taken away is gone on every gateway with the 200 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description `unauthenticated`, `invalid_token` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `right_not_held`, `expiry_not_extendable`, `deactivation_not_allowed`, `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `expiry_in_past`, `validation_failed` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "apiKey.rotate": {
        parameters: {
            query?: never;
            header?: {
                /** @description A repeat with the same key and body has the same result */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description `me`, a handle or a user id */
                user: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotateApiKey"];
            };
        };
        responses: {
            /** @description Replace a key by a new one; the old one lives on for a grace, if asked */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
            /** @description `step_up_required`, `unauthenticated`, `invalid_token` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rotation_not_allowed`, `right_not_held`, `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_key_reused`, `validation_failed` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "auditLog.list": {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                action?: string;
                since?: string;
                until?: string;
            };
            header?: never;
            path: {
                /** @description `me`, a handle or a user id */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was done to the account and with it, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `unauthenticated`, `invalid_token` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "notification.list": {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                status?: "unseen" | "seen" | "archived";
            };
            header?: never;
            path: {
                /** @description `me`, a handle or a user id */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The inbox, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Notification"][];
                        nextCursor: string | null;
                        unseenCount: number;
                    };
                };
            };
            /** @description `unauthenticated`, `invalid_token` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "notification.update": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `me`, a handle or a user id */
                user: string;
                notification: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateNotification"];
            };
        };
        responses: {
            /** @description Mark one as unseen, seen or archived */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notification"];
                };
            };
            /** @description `unauthenticated`, `invalid_token` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "notification.markAllSeen": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `me`, a handle or a user id */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Mark everything as seen */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        marked: number;
                    };
                };
            };
            /** @description `unauthenticated`, `invalid_token` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "notification.stream": {
        parameters: {
            query?: never;
            header?: {
                /** @description The id of the last one that was seen: goes on after it */
                "Last-Event-ID"?: string;
            };
            path: {
                /** @description `me`, a handle or a user id */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description New notifications as they come, as server-sent events; `Last-Event-ID` resumes; ends with its credential */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                };
            };
            /** @description `unauthenticated`, `invalid_token` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "password.change": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `me`, a handle or a user id */
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            /** @description Change the password and, if asked, revoke everything: with the 200 it is dead on every gateway */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordChanged"];
                };
            };
            /** @description `unauthenticated`, `invalid_token` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `wrong_password`, `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `password_too_weak`, `password_unchanged`, `validation_failed` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `revocation_pending`, `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "deletion.purge": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `me`, a handle or a user id */
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PurgeUser"];
            };
        };
        responses: {
            /** @description Erase an account that is being deleted now, for administrators; repeated by its id, the same receipt for ever */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            /** @description `step_up_required`, `unauthenticated`, `invalid_token` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `admin_only`, `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_deleting` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `erasure_pending`, `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "credential.reset": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `me`, a handle or a user id */
                user: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetAuthentication"];
            };
        };
        responses: {
            /** @description Every session, CLI token and API key dies, this session too */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description `step_up_required`, `unauthenticated`, `invalid_token` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `validation_failed` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `revocation_pending`, `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "deletion.restore": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `me`, a handle or a user id */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Call a deletion off, for administrators; what it revoked stays dead */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description `unauthenticated`, `invalid_token` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `admin_only`, `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_deleting` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `grace_over` */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "session.list": {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description `me`, a handle or a user id */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where one is signed in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Session"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `unauthenticated`, `invalid_token` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "session.endAll": {
        parameters: {
            query?: {
                except?: "current";
            };
            header?: never;
            path: {
                /** @description `me`, a handle or a user id */
                user: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description End all sessions, or with `?except=current` all others */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description `unauthenticated`, `invalid_token` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "session.end": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description `me`, a handle or a user id */
                user: string;
                /** @description A session id, or `current` */
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description End a session, or `current`; with the 204 it is dead on every gateway */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `unauthenticated`, `invalid_token` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `insufficient_rights` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited` */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
