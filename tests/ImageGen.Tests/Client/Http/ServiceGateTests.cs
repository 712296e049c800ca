using System;
using ImageGen.Service;
using Xunit;

namespace ImageGen.Tests.Client.Http;

/// <summary>How long a request is held back. The gate never waits itself, so that time is an argument.</summary>
public sealed class ServiceGateTests
{
    private static readonly DateTimeOffset s_now = new(2026, 9, 14, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Without_limit_and_pace_all_pass()
    {
        ServiceGate gate = new();

        for (int request = 0; request < 1000; request++) Assert.Equal(TimeSpan.Zero, Enter(gate, 10, s_now));
    }

    [Fact]
    public void What_is_held_waits_for_the_rest_of_the_time()
    {
        ServiceGate gate = new();
        gate.Hold(At(20));
        using GatePass pass = new(gate, images: 1);

        Assert.Equal(Seconds(20), pass.Enter(s_now));
        Assert.Equal(Seconds(20), Enter(gate, 0, s_now));
        Assert.Equal(Seconds(5), pass.Enter(At(15)));
        Assert.Equal(TimeSpan.Zero, pass.Enter(At(20)));
    }

    [Fact]
    public void An_earlier_end_does_not_shorten_the_wait()
    {
        ServiceGate gate = new();
        gate.Hold(At(20));
        gate.Hold(At(5));

        Assert.Equal(Seconds(20), Enter(gate, 1, s_now));
    }

    [Fact]
    public void The_pace_spreads_images_evenly_from_the_first_on()
    {
        ServiceGate gate = new() { ImagesPerMinute = 2 };

        Assert.Equal(TimeSpan.Zero, Enter(gate, 1, s_now));
        Assert.Equal(Seconds(30), Enter(gate, 1, s_now));
        Assert.Equal(Seconds(1), Enter(gate, 1, At(29)));
        Assert.Equal(TimeSpan.Zero, Enter(gate, 1, At(30)));
        Assert.Equal(Seconds(10), Enter(gate, 1, At(50)));
        Assert.Equal(TimeSpan.Zero, Enter(gate, 1, At(200)));
        Assert.Equal(Seconds(30), Enter(gate, 1, At(200)));
    }

    [Fact]
    public void Who_waits_for_the_pace_knows_of_those_before_it()
    {
        ServiceGate gate = new() { ImagesPerMinute = 6 };
        Enter(gate, 1, s_now);
        using GatePass first = new(gate, images: 2);
        using GatePass second = new(gate, images: 1);

        Assert.Equal(Seconds(10), first.Enter(s_now));
        Assert.Equal(Seconds(30), second.Enter(s_now));
        first.Dispose();
        Assert.Equal(Seconds(10), second.Enter(s_now));
    }

    [Fact]
    public void An_order_of_several_counts_as_several()
    {
        ServiceGate gate = new() { ImagesPerMinute = 6 };

        Assert.Equal(TimeSpan.Zero, Enter(gate, 3, s_now));
        Assert.Equal(Seconds(29), Enter(gate, 2, At(1)));
        Assert.Equal(TimeSpan.Zero, Enter(gate, 2, At(30)));
        Assert.Equal(Seconds(20), Enter(gate, 1, At(30)));
    }

    [Fact]
    public void An_order_above_the_pace_passes_alone_and_holds_back_what_follows()
    {
        ServiceGate gate = new() { ImagesPerMinute = 2 };

        Assert.Equal(TimeSpan.Zero, Enter(gate, 10, s_now));
        Assert.Equal(Seconds(270), Enter(gate, 1, At(30)));
        Assert.Equal(TimeSpan.Zero, Enter(gate, 10, At(300)));
    }

    [Fact]
    public void A_new_pace_counts_at_once()
    {
        ServiceGate gate = new() { ImagesPerMinute = 1 };
        Enter(gate, 1, s_now);
        gate.ImagesPerMinute = 60;

        Assert.Equal(TimeSpan.Zero, Enter(gate, 1, At(1)));
        gate.ImagesPerMinute = null;
        Assert.Equal(TimeSpan.Zero, Enter(gate, 1, At(1)));
    }

    [Fact]
    public void What_orders_no_image_passes_at_any_pace()
    {
        ServiceGate gate = new() { ImagesPerMinute = 1 };
        Enter(gate, 1, s_now);
        using GatePass waiting = new(gate, images: 1);
        Assert.Equal(Seconds(60), waiting.Enter(s_now));

        Assert.Equal(TimeSpan.Zero, Enter(gate, 0, s_now));
        Assert.Equal(Seconds(60), waiting.Enter(s_now));
    }

    [Fact]
    public void What_was_held_back_is_not_counted_as_sent()
    {
        ServiceGate gate = new() { ImagesPerMinute = 1 };
        gate.Hold(At(10));
        using GatePass pass = new(gate, images: 1);
        Assert.Equal(Seconds(10), pass.Enter(s_now));

        Assert.Equal(TimeSpan.Zero, pass.Enter(At(10)));
    }

    [Fact]
    public void One_service_with_one_key_has_one_gate()
    {
        Uri address = new("https://gate.test/v1/");
        ServiceGate gate = ServiceGate.ForAccount(address, new ServiceKey("sk-a", "test"), "org", "proj");

        Assert.Same(gate, ServiceGate.ForAccount(address, new ServiceKey("sk-a", "elsewhere"), "org", "proj"));
        Assert.NotSame(gate, ServiceGate.ForAccount(address, new ServiceKey("sk-b", "test"), "org", "proj"));
        Assert.NotSame(gate, ServiceGate.ForAccount(address, null, "org", "proj"));
        Assert.NotSame(gate, ServiceGate.ForAccount(address, new ServiceKey("sk-a", "test"), "org", null));
        Assert.NotSame(gate, ServiceGate.ForAccount(
            new Uri("https://gate.test/v2/"), new ServiceKey("sk-a", "test"), "org", "proj"));
    }

    /// <summary>Asks once and leaves.</summary>
    private static TimeSpan Enter(ServiceGate gate, int images, DateTimeOffset now)
    {
        using GatePass pass = new(gate, images);
        return pass.Enter(now);
    }

    private static DateTimeOffset At(int seconds) => s_now.AddSeconds(seconds);

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
