using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Console.Api;

/// <summary>
/// Asks for the permission of a call before anything of the request is read: without it the answer is 403 whatever the ids and the body are, so
/// that 404 never says to somebody who may not know it that there is no such object (API contract, section 3). The use case asks again.
/// </summary>
static class PermissionFirst
{
    public static RouteHandlerBuilder AskFirst(this RouteHandlerBuilder endpoint, string permission)
    {
        // Around the handler and not a filter of it: filters run once ids and bodies have been read, and refused.
        endpoint.Add(builder =>
        {
            var handle = builder.RequestDelegate!;
            builder.RequestDelegate = async context =>
            {
                var who = await ApiCaller.BindAsync(context);
                if (who.Caller.May(permission)) await handle(context);
                else await ProblemResponse.From([Problem.Forbidden(permission)]).ExecuteAsync(context);
            };
        });
        return endpoint;
    }
}
