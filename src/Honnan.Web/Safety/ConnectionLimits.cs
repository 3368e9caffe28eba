using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Honnan.Web.Safety;

/// <summary>Bounds how many connections one client holds open, so that it cannot take all that the service has.</summary>
internal sealed class ConnectionLimits(WebServiceOptions options)
{
    /// <summary>Connections of a client that are always let in.</summary>
    public const int Fewest = 32;

    private const int ForEachRequest = 4; // that a client may have at a time: browsers keep some open

    private readonly ConcurrentDictionary<string, int> _open = new(StringComparer.Ordinal);

    /// <summary>A step of the way of a connection: one too many is ended before anything is read from it.</summary>
    public ConnectionDelegate Around(ConnectionDelegate next) => async connection =>
    {
        string client = ClientLimits.Client((connection.RemoteEndPoint as IPEndPoint)?.Address);
        try
        {
            if (_open.AddOrUpdate(client, 1, (_, count) => count + 1) > Math.Max(Fewest, ForEachRequest * options.RequestsOfAClient))
            {
                connection.Abort();
                return;
            }

            await next(connection);
        }
        finally
        {
            if (_open.AddOrUpdate(client, 0, (_, count) => count - 1) == 0)
            {
                _open.TryRemove(KeyValuePair.Create(client, 0));
            }
        }
    };
}
