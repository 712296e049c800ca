using System;
using System.Buffers;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Lifting;
using ImageGen.Service;

namespace ImageGen.Apis.Images;

/// <summary>
/// Fetches an image that a compatible server gave as an address. The key does not go along, redirects are not followed,
/// and another host than the server's own must be a public one over https.
/// </summary>
internal sealed class ImageDownload(ServiceConnection connection, Deadline deadline)
{
    private const long Largest = 100_000_000;
    private const int PieceLength = 64 * 1024;

    /// <exception cref="AIImageException">The address is refused, or gives no image.</exception>
    public async Task<ReceivedImage> ReadAsync(string address, IImageSink sink)
    {
        using (sink)
        {
            if (address.StartsWith("data:", StringComparison.OrdinalIgnoreCase)) Decode(address, sink);
            else await FetchAsync(Resolve(address), sink).ConfigureAwait(false);

            ReceivedImage image = sink.Complete();
            if (image.Header.Format is not null) return image;

            image.Dispose();
            throw InvalidAddress("the content is not an image");
        }
    }

    private static void Decode(string address, IImageSink sink)
    {
        try
        {
            sink.Write(Convert.FromBase64String(address.Substring(address.IndexOf(',') + 1)));
        }
        catch (FormatException)
        {
            throw InvalidAddress("it is not valid base64");
        }
    }

    private Uri Resolve(string address)
    {
        bool isUri = Uri.TryCreate(connection.BaseUri, address, out Uri? resolved);
        if (isUri && resolved!.Authority == connection.BaseUri.Authority
            && resolved.Scheme == connection.BaseUri.Scheme)
        {
            return resolved;
        }

        return isUri && resolved!.Scheme == Uri.UriSchemeHttps && !IsPrivate(resolved)
            ? resolved
            : throw InvalidAddress("it is neither on the server itself nor on a public host over https");
    }

    /// <summary>True for this machine, and for addresses that are not routed in public.</summary>
    private static bool IsPrivate(Uri address)
    {
        if (address.IsLoopback || address.Host.IndexOf('.') < 0 && address.HostNameType == UriHostNameType.Dns)
        {
            return true;
        }
        if (!IPAddress.TryParse(address.Host.Trim('[', ']'), out IPAddress? ip)) return false;
        if (ip.AddressFamily == AddressFamily.InterNetworkV6) return true;

        byte[] bytes = ip.GetAddressBytes();
        return bytes[0] is 0 or 10 or 127 or >= 224
            || (bytes[0] == 100 && bytes[1] is >= 64 and < 128)
            || (bytes[0] == 169 && bytes[1] == 254)
            || (bytes[0] == 172 && bytes[1] is >= 16 and < 32)
            || (bytes[0] == 192 && bytes[1] == 168);
    }

    private async Task FetchAsync(Uri address, IImageSink sink)
    {
        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceLength);
        try
        {
            using HttpRequestMessage request = new(HttpMethod.Get, address);
            deadline.Enter(Phase.FirstByte);
            using HttpResponseMessage response = await Transports.TransportTo(address, connection)
                .SendAsync(request, deadline.Token)
                .ConfigureAwait(false);
            deadline.Enter(Phase.NextByte);
            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw InvalidAddress($"it answered with status {(int)response.StatusCode}");
            }

            using Stream stream = await response.Content.OpenStreamAsync(deadline.Token).ConfigureAwait(false);
            long length = 0;
            int read;
            while ((read = await stream.ReadAsync(piece, 0, PieceLength, deadline.Token).ConfigureAwait(false)) > 0)
            {
                deadline.Enter(Phase.NextByte);
                length += read;
                if (length > Largest) throw InvalidAddress($"the image has more than {Largest:N0} bytes");
                sink.Write(piece.AsSpan(0, read));
            }
        }
        catch (Exception exception) when (ServiceFailure.IsInterruption(exception, deadline))
        {
            throw ServiceFailure.Interrupted(exception, deadline, mayBeBilled: true, address, connection.Secret);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private static AIImageException InvalidAddress(string reason) => new(
        ErrorIds.InvalidResponse, $"The server returned the image as a URL that cannot be used: {reason}.");
}
