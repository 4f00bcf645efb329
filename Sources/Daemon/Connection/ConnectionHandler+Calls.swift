import JSON
import NIOCore
import PluginKit
import Schema
import Synchronization
import Wire

/// From a request to its one final answer.
extension ConnectionHandler {
    private typealias Outcome = Result<Route.Outcome, Failure>

    /// Cheap calls are over before anything could end them, so they share one control.
    private static let endless = CallControl()

    func handle(_ request: Request, start: NIODeadline) {
        if request.id == nil, request.method == "notifications/cancelled" { return cancel(request) }
        if !services.generations.isCurrent(generation) {
            generation = services.generations.current
            lastRoute = nil
        }
        let generation = generation
        guard let route = route(for: request) else {
            guard generation.isStarting else { return refuse(request, generation.unknownMethod(request.method)) }
            return wait(for: 1, request, generation.startingRoute(request.method), start: start)
        }
        let least = request.meta.minimumGeneration ?? (route.needsCorpus ? 1 : 0)
        if generation.number < least { return wait(for: least, request, route, start: start) }
        if isDraining { return refuse(request, Failure(.shuttingDown, "the daemon is stopping"), route) }
        if let id = request.id, !running.isEmpty, running[id] != nil {
            return refuse(
                request,
                Failure(.duplicateId, "a request with the id \(id.json) is under way on this connection"),
                route
            )
        }
        do throws(Failure) {
            if route.mcp != nil { _ = try MCPRevision(of: request) }
            let input = Input(arguments: try route.check(request.parameters), mask: try mask(of: request, route))
            guard let port else { return }
            let origin = Origin(generation: generation, connection: port, services: services, request: request.id)
            if let outcome = outcomeHere(request, route, input, origin, start: start) {
                answerNow(request, route, outcome, input.mask, generation: generation.number, start: start)
            } else {
                try run(request, route, input, origin, start: start)
            }
        } catch {
            refuse(request, error, route)
        }
    }

    /// What answers a request in this generation.
    private func route(for request: Request) -> Route? {
        if let lastRoute, lastRoute.description.name == request.method { return lastRoute }
        lastRoute = generation.routes[request.method] ?? mcpRoute(for: request)
        return lastRoute
    }

    /// What a request asks, checked.
    private struct Input {
        let arguments: Arguments
        /// The members of the result that are wanted; `nil` for all.
        let mask: FieldMask?

        func call(_ control: CallControl) -> Call { Call(arguments: arguments, control: control, mask: mask) }
    }

    private func mask(of request: Request, _ route: Route) throws(Failure) -> FieldMask? {
        guard let fields = request.meta.fields, route.mcp == nil else { return nil }
        if let lastMask, lastMask.route === route, lastMask.fields == fields { return lastMask.mask }
        let mask = try FieldMask(fields, of: route.description.result)
        lastMask = LastMask(route: route, fields: fields, mask: mask)
        return mask
    }

    /// Methods of the Model Context Protocol have a slash in their names, but for one.
    private func mcpRoute(for request: Request) -> Route? {
        guard request.method.utf8.contains(UInt8(ascii: "/")) || request.method == "initialize" else { return nil }
        speaksMCP = true
        return services.mcpRoutes[request.method]
    }

    /// What comes of a call on the event loop; `nil` if it doesn't belong there.
    private func outcomeHere(
        _ request: Request,
        _ route: Route,
        _ input: Input,
        _ origin: Origin,
        start: NIODeadline
    ) -> Outcome? {
        guard case .direct(let answer) = route.answer else { return nil }
        switch route.cost {
        case .cheap: return outcome(of: answer, route, input.call(Self.endless), origin)
        case .brief:
            // Where more is under way or stands behind it, two threads do more than one.
            guard running.isEmpty, !lines.hasPartialLine, services.pool.load == 0, request.meta.progressToken == nil,
                services.turns.isAlone(origin.connection.number, at: start), route.attempts.mayBegin()
            else { return nil }
            let control = CallControl(tryingFor: Attempts.limit)
            let outcome = outcome(of: answer, route, input.call(control), origin)
            // Who says at once that it needs time has cost none.
            if control.wasLate || !control.wasGivenUp { route.attempts.ended(isGivenUp: control.wasLate) }
            services.turns.ended(origin.connection.number, at: .now())
            return control.wasGivenUp ? nil : outcome
        case .pooled: return nil
        }
    }

    private func outcome(
        of answer: (Call, Origin) throws(Failure) -> JSON,
        _ route: Route,
        _ call: Call,
        _ origin: Origin
    ) -> Outcome {
        do throws(Failure) { return .success(try route.outcome(of: answer, call, origin)) } catch {
            return .failure(error)
        }
    }

    private func answerNow(
        _ request: Request,
        _ route: Route,
        _ outcome: Outcome,
        _ mask: FieldMask?,
        generation: Int,
        start: NIODeadline
    ) {
        let generation = route.needsCorpus ? generation : nil
        encoder.write(outcome, to: request, of: route, mask: mask, generation: generation, into: &output)
        let end = NIODeadline.now()
        lastAnswer = end
        route.metrics.record(nanoseconds: UInt64(max(0, (end - start).nanoseconds)), failure: outcome.failureCode)
    }

    private func refuse(_ request: Request, _ failure: Failure, _ route: Route? = nil) {
        // A mask is for results only, and may itself be what is wrong.
        let form = route?.mcp == nil ? nil : route
        encoder.write(.failure(failure), to: request, of: form, generation: nil, into: &output)
        route?.metrics.record(nanoseconds: 0, failure: failure.code)
    }

    // MARK: Calls that take longer

    private func run(
        _ request: Request,
        _ route: Route,
        _ input: Input,
        _ origin: Origin,
        start: NIODeadline
    ) throws(Failure) {
        guard let context else { return }
        let call = begin(request, route, start: start, loop: context.eventLoop)
        let this = NIOLoopBound(self, eventLoop: context.eventLoop)
        let loop = context.eventLoop
        let complete: @Sendable (Outcome) -> Void = { [encoder, mask = input.mask, serial = call.serial] outcome in
            var output = OutputBytes()
            let generation = route.needsCorpus ? origin.generation.number : nil
            encoder.write(outcome, to: request, of: route, mask: mask, generation: generation, into: &output)
            let (bytes, code) = (Array(output.bytes), outcome.failureCode)
            loop.execute { this.value.complete(request, serial: serial, bytes, code) }
        }
        let pluginCall = input.call(call.control)
        switch route.answer {
        case .later(let answer):
            answer(pluginCall, origin) { complete($0.map(Route.Outcome.value)) }
        case .direct(let answer):
            do throws(Failure) {
                try services.pool.submit {
                    do throws(Failure) {
                        try pluginCall.checkpoint()
                        complete(.success(try route.outcome(of: answer, pluginCall, origin)))
                    } catch {
                        complete(.failure(error))
                    }
                }
            } catch {
                finish(call, with: .failure(error))
            }
        }
    }

    private func begin(_ request: Request, _ route: Route, start: NIODeadline, loop: any EventLoop) -> RunningCall {
        serial += 1
        let control = CallControl(report: reporter(for: request))
        let call = RunningCall(serial: serial, request: request, route: route, control: control, start: start)
        guard let id = request.id else { return call }
        running[id] = call
        let this = NIOLoopBound(self, eventLoop: loop)
        if route.mcp?.isEndless == true { return call }
        let milliseconds = request.meta.timeoutMilliseconds ?? services.limits.timeoutMilliseconds
        call.deadline = loop.scheduleTask(deadline: start + .milliseconds(Int64(milliseconds))) { [serial] in
            guard let call = this.value.running[id], call.serial == serial else { return }
            call.control.end(.deadlineExceeded)
            this.value.finish(call, with: .failure(this.value.lateness(milliseconds)))
        }
        return call
    }

    private func lateness(_ milliseconds: Int) -> Failure {
        guard services.generations.current.isStarting else {
            return Failure(.deadlineExceeded, "not answered within \(milliseconds) ms")
        }
        let progress = services.loader.reading.now.map { ": " + $0.text } ?? ""
        return Failure(
            .starting,
            "the corpus was not ready within \(milliseconds) ms\(progress)",
            retryAfterMilliseconds: 1000
        )
    }

    private func reporter(for request: Request) -> (@Sendable (Progress) -> Void)? {
        guard let token = request.meta.progressToken, let port else { return nil }
        return { [encoder] progress in
            let line = encoder.line(
                of: "notifications/progress",
                [
                    "progressToken": token.json, "progress": .integer(progress.done), "total": .integer(progress.total),
                    "message": .string(progress.message),
                ]
            )
            port.notify(line)
        }
    }

    /// A worker's answer, unless the call has ended in the meantime.
    private func complete(_ request: Request, serial: Int, _ bytes: [UInt8], _ code: Code?) {
        guard let id = request.id, let call = running[id], call.serial == serial else { return }
        typicalAnswer = (typicalAnswer * 7 + bytes.count) / 8
        end(call, code)
        output.append(bytes)
        sendSoon()
    }

    /// Gives the one final answer to a call that nobody else will answer.
    func finish(_ call: RunningCall, with outcome: Result<JSON, Failure>) {
        end(call, outcome.failureCode)
        encoder.write(
            outcome.map(Route.Outcome.value),
            to: call.request,
            of: call.route,
            generation: nil,
            into: &output
        )
        sendSoon()
    }

    private func end(_ call: RunningCall, _ code: Code?) {
        if let id = call.request.id { running[id] = nil }
        release(call)
        let nanoseconds = (NIODeadline.now() - call.start).nanoseconds
        call.route.metrics.record(nanoseconds: UInt64(max(0, nanoseconds)), failure: code)
    }

    /// Takes back what was arranged for a call that has come to its end.
    func release(_ call: RunningCall) {
        call.deadline?.cancel()
        if let waiter = call.waiter { services.generations.forget(waiter) }
        if let follower = call.follower { services.loader.reading.leave(follower) }
    }

    private func cancel(_ request: Request) {
        guard let id = RequestID(json: request.parameters["requestId"]), let call = running[id] else { return }
        call.control.end(.cancelled)
        finish(call, with: .failure(Failure(.cancelled, "the client cancelled this request")))
    }

    /// Holds a request until the corpus has come as far as it needs; its deadline runs meanwhile.
    private func wait(for number: Int, _ request: Request, _ route: Route, start: NIODeadline) {
        guard let context, request.id != nil else { return }
        if isDraining { return refuse(request, Failure(.shuttingDown, "the daemon is stopping"), route) }
        let call = begin(request, route, start: start, loop: context.eventLoop)
        if let report = reporter(for: request) { call.follower = services.loader.reading.follow(report) }
        let this = NIOLoopBound(self, eventLoop: context.eventLoop)
        let loop = context.eventLoop
        call.waiter = services.generations.whenReached(number) { [serial = call.serial] in
            loop.execute {
                guard let id = request.id, let call = this.value.running[id], call.serial == serial else { return }
                this.value.release(call)
                this.value.running[id] = nil
                this.value.handle(request, start: start)
                this.value.sendSoon()
            }
        }
    }
}

extension Result where Failure == Wire.Failure {
    /// Why there is no result, if there is none.
    var failureCode: Code? {
        if case .failure(let failure) = self { failure.code } else { nil }
    }
}
