using System;
using System.Text;
using System.Threading.Tasks;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Faults;

/// <summary>What a server does in many cells.</summary>
internal static class Acts
{
    /// <summary>
    /// Takes the whole request and then does this. Who asks for the response instead, after a stream that broke, is
    /// told that there is none.
    /// </summary>
    public static Exchange Then(Func<RawConnection, Task> act) => Local((connection, _) => act(connection));

    /// <summary>The same with the folder that the client works in.</summary>
    public static Exchange Local(Exchange act) => async (connection, folder) =>
    {
        await connection.ReadRequestAsync();
        if (!connection.IsGet) await act(connection, folder);
        else await connection.WriteStatusAsync(404, Samples.Error("Response with id 'resp_1' not found."));
    };

    /// <summary>Takes a request for a response and then does this.</summary>
    public static Exchange Get(Func<RawConnection, Task> act) => async (connection, _) =>
    {
        await connection.ReadRequestAsync();
        await act(connection);
    };

    /// <summary>Takes the whole request and sends this; the connection ends in order after it.</summary>
    public static Exchange Send(string text)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        return Then(connection => connection.WriteAsync(bytes));
    }

    /// <summary>
    /// Sends this and then 33 million times the same character, which is more than any line or text may have.
    /// </summary>
    public static Exchange SendLong(string text, char again) => Then(async connection =>
    {
        await connection.WriteAsync(text);
        byte[] chunk = Encoding.Latin1.GetBytes(RawAnswer.Chunk(new string(again, 1024 * 1024)));
        for (int i = 0; i < 34; i++) await connection.WriteAsync(chunk);
        await connection.WriteAsync(RawAnswer.LastChunk);
    });

    /// <summary>
    /// Sends this and breaks the connection. The break waits for what was sent, or it would overtake it.
    /// </summary>
    public static Exchange SendAndReset(string text)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        return Then(async connection =>
        {
            await connection.WriteAsync(bytes);
            await connection.SettleAsync();
            connection.Reset();
        });
    }

    /// <summary>Sends this and then nothing more until the client goes.</summary>
    public static Exchange SendAndHang(string text)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        return Then(async connection =>
        {
            await connection.WriteAsync(bytes);
            await connection.HangAsync();
        });
    }

    public static Exchange Status(int status, string body, params string[] headers) =>
        Then(connection => connection.WriteStatusAsync(status, body, headers));

    /// <summary>Sends a whole answer with this JSON.</summary>
    public static Exchange Answer(string json) => Send(RawAnswer.Of(200, json));

    /// <summary>The right answer for a cmdlet.</summary>
    public static Exchange Good(Way way) => Send(FaultAnswers.Of(way));
}
