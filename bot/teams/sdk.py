# SPDX-License-Identifier: EUPL-1.2
"""Microsoft's SDK for Teams, of which we use the check of tokens: loaded here alone, and in our way."""

import os
import warnings

from pydantic import BaseModel

# It reads any .env into the environment when it is imported; our settings were read already.
os.environ.setdefault("PYTHON_DOTENV_DISABLED", "1")
# Of its hundreds of models we use two. Each is built when it is first used, which saves eight megabytes and a
# quarter of a second; what is ours is built at once, as always.
BaseModel.model_config["defer_build"] = True
with warnings.catch_warnings():
    # A module of it that we do not use warns of itself.
    warnings.simplefilter("ignore")
    from microsoft_teams.api.auth.cloud_environment import PUBLIC, CloudEnvironment
    from microsoft_teams.api.auth.credentials import TokenCredentials
    from microsoft_teams.api.models.invoke_response import InvokeResponse
    from microsoft_teams.apps.auth.token_validator import InboundActivityTokenValidator, TokenValidator
    from microsoft_teams.apps.events.types import ActivityEvent
    from microsoft_teams.apps.http.adapter import HttpMethod, HttpRequest, HttpRouteHandler
    from microsoft_teams.apps.http.http_server import HttpServer
del BaseModel.model_config["defer_build"]

__all__ = [
    "PUBLIC",
    "ActivityEvent",
    "CloudEnvironment",
    "HttpMethod",
    "HttpRequest",
    "HttpRouteHandler",
    "HttpServer",
    "InboundActivityTokenValidator",
    "InvokeResponse",
    "TokenCredentials",
    "TokenValidator",
]
